/// How `{{name}}` writes what the output would read as its own; `{{{name}}}` writes it as it is.
///
/// It goes by bytes: by characters a bracket with a combining mark behind it would pass.
package struct Escapes: Sendable {
  /// A text that means something in the output, and how it is written instead.
  package struct Pair: Sendable {
    package let text: [UInt8]
    package let with: [UInt8]

    package init(_ text: String, _ with: String) {
      self.text = Array(text.utf8)
      self.with = Array(with.utf8)
    }
  }

  /// The four entities that SIPp's own parser knows, and no other.
  package static let xml = Escapes([
    Pair("&", "&amp;"), Pair("<", "&lt;"), Pair(">", "&gt;"), Pair("\"", "&quot;"),
  ])

  /// By the byte that they begin with, in the order of application.
  private let pairs: [UInt8: [Pair]]

  package init(_ pairs: [Pair]) {
    var byFirst: [UInt8: [Pair]] = [:]
    for pair in pairs {
      if let first = pair.text.first { byFirst[first, default: []].append(pair) }
    }
    self.pairs = byFirst
  }

  /// Appends `bytes` to `result`, escaped in one pass: what an escape wrote is not looked at again.
  func append(_ bytes: ArraySlice<UInt8>, to result: inout [UInt8]) {
    var position = bytes.startIndex
    while position < bytes.endIndex {
      if let pair = pairs[bytes[position]]?.first(where: { bytes[position...].starts(with: $0.text) }) {
        result += pair.with
        position += pair.text.count
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
  }
}
