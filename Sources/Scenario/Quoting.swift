import RuleEngine
import Wire

/// Writes captured bytes so that the engine sends them and does not read them as its own words.
struct Quoting {
  private let escapes: [(text: [UInt8], with: [UInt8], file: String?)]
  private let byteEscape: String?

  /// A message as lines: what stands behind the last line end is the tail.
  struct Text {
    var lines: [[UInt8]] = []
    var tail: [UInt8] = []
  }

  init(_ target: Target) {
    escapes = target.escapes.map { (Array($0.text.utf8), Array($0.with.utf8), $0.file) }
    byteEscape = target.byteEscape
  }

  /// The text of a rewritten message.
  ///
  /// Captured bytes are quoted, what a rule put in place is the engine's own.
  func text(of message: RewrittenMessage) -> Text {
    var text = Text()
    for piece in message.pieces {
      switch piece {
      case .captured(let range): append(message.bytes[range], to: &text, quoted)
      case .replaced(_, let words, _): append(Array(words.utf8)[...], to: &text) { Array($0) }
      }
    }
    if byteEscape != nil {
      text.lines = text.lines.map(edgesQuoted)
      text.tail = edgesQuoted(text.tail)
    }
    return text
  }

  /// The files that the text of a rewritten message includes, by name, with what they hold.
  func companions(of message: RewrittenMessage) -> [String: [UInt8]] {
    var companions: [String: [UInt8]] = [:]
    for escape in escapes {
      guard let file = escape.file, let first = escape.text.first else { continue }
      let isHeld = message.pieces.contains { piece in
        guard case .captured(let range) = piece else { return false }
        let captured = message.bytes[range]
        return captured.indices.contains { captured[$0] == first && captured[$0...].starts(with: escape.text) }
      }
      if isHeld { companions[file] = escape.text }
    }
    return companions
  }

  /// Splits at CRLF; a line goes on where the piece before it ended.
  private func append(
    _ bytes: ArraySlice<UInt8>,
    to text: inout Text,
    _ quote: (ArraySlice<UInt8>) -> [UInt8]
  ) {
    var start = bytes.startIndex
    var position = start
    while position < bytes.endIndex {
      if bytes[position] == .carriageReturn, position + 1 < bytes.endIndex, bytes[position + 1] == .lineFeed {
        text.lines.append(text.tail + quote(bytes[start..<position]))
        text.tail = []
        position += 2
        start = position
      } else {
        position += 1
      }
    }
    text.tail += quote(bytes[start...])
  }

  private func quoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = bytes.startIndex
    while position < bytes.endIndex {
      if let escape = escapes.first(where: { bytes[position...].starts(with: $0.text) }) {
        result += escape.with
        position += escape.text.count
      } else {
        let byte = bytes[position]
        result += needsEscape(byte) ? escaped(byte) : [byte]
        position += 1
      }
    }
    return validated(result)
  }

  /// Control characters have no place in XML, and a bare CR or LF would end the line.
  private func needsEscape(_ byte: UInt8) -> Bool {
    byteEscape != nil && (byte < 0x20 && byte != .tab || byte == 0x7F)
  }

  private func escaped(_ byte: UInt8) -> [UInt8] {
    guard let byteEscape else { return [byte] }
    let digits = String(byte, radix: 16, uppercase: true)
    let hex = digits.utf8.count < 2 ? "0" + digits : digits
    return Array(byteEscape.split(separator: "HH", omittingEmptySubsequences: false).joined(separator: hex).utf8)
  }

  /// Bytes that are no UTF-8 would make the file no XML.
  private func validated(_ bytes: [UInt8]) -> [UInt8] {
    guard byteEscape != nil, String(validating: bytes, as: UTF8.self) == nil else { return bytes }
    return bytes.flatMap { $0 < 0x80 ? [$0] : escaped($0) }
  }

  /// Engines with a byte escape drop blanks at both ends of a line.
  private func edgesQuoted(_ line: [UInt8]) -> [UInt8] {
    let isBlank: (UInt8) -> Bool = { $0 == .space || $0 == .tab }
    let front = line.prefix(while: isBlank)
    let rest = line.dropFirst(front.count)
    let back = rest.reversed().prefix(while: isBlank).reversed()
    guard !front.isEmpty || !back.isEmpty else { return line }
    return front.flatMap(escaped) + rest.dropLast(back.count) + back.flatMap(escaped)
  }
}
