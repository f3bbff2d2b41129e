package import Wire

/// One attribute: `a=rtpmap:0 PCMU/8000`, `a=sendonly` (RFC 8866 section 5.13).
package struct Attribute: Sendable {
  package let name: ByteRange
  /// What stands behind the colon; nil when there is none.
  package let value: ByteRange?
  /// The whole line, its end included.
  package let whole: ByteRange

  /// The attributes among `lines`.
  static func all(_ bytes: [UInt8], in lines: some Sequence<Line>) -> [Attribute] {
    lines.filter { $0.type == UInt8(ascii: "a") }.map { line in
      let (name, value) = bytes.cut(line.value, at: .colon)
      return Attribute(name: bytes.trimmed(name), value: value, whole: line.whole)
    }
  }
}

extension [Attribute] {
  /// The attributes of that name in the order of the wire.
  ///
  /// - Parameters:
  ///   - name: the name in lower case; it is compared without case, since some senders shout.
  ///   - bytes: what the description is a part of.
  package func named(_ name: StaticString, in bytes: [UInt8]) -> [Attribute] {
    filter { bytes.equals($0.name, ignoringCase: name) }
  }
}
