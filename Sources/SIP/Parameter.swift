package import Wire

/// One parameter of a URI, an address, a Via or credentials: `;tag=1928301774`.
package struct Parameter: Sendable {
  /// From the separator, with the blanks in front of it, to the end of the parameter: what to take out to drop it.
  package let whole: ByteRange
  package let name: ByteRange
  /// What stands behind the `=`, quotes included; nil when there is no `=`.
  package let value: ByteRange?

  /// The parameters in `range`, which begins at the first separator or at the first parameter; empty ones are left out.
  static func list(_ bytes: [UInt8], in range: ByteRange, separatedBy separator: UInt8 = .semicolon) -> [Parameter] {
    guard !range.isEmpty else { return [] }
    var result: [Parameter] = []
    for piece in bytes.pieces(range, separatedBy: separator) {
      let content = bytes.trimmed(piece)
      guard !content.isEmpty else { continue }
      var start = max(piece.lowerBound - 1, range.lowerBound)
      while start > range.lowerBound, bytes[start - 1].isLinearSpace { start -= 1 }
      let whole = start..<content.upperBound
      if let equals = bytes.offset(of: .equals, in: content) {
        let name = bytes.trimmed(content.lowerBound..<equals)
        let value = bytes.trimmed(equals + 1..<content.upperBound)
        result.append(Parameter(whole: whole, name: name, value: value))
      } else {
        result.append(Parameter(whole: whole, name: content, value: nil))
      }
    }
    return result
  }
}

extension [Parameter] {
  /// The first parameter of that name; nil when there is none.
  ///
  /// - Parameters:
  ///   - name: the name in lower case; it is compared without case.
  ///   - bytes: the message that the parameters belong to.
  package func named(_ name: StaticString, in bytes: [UInt8]) -> Parameter? {
    first { bytes.equals($0.name, ignoringCase: name) }
  }
}
