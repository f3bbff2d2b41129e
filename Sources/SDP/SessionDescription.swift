package import Wire

/// A session description: its bytes, and where its parts stand in them (RFC 8866).
///
/// Nothing is copied and nothing is changed; what is not as the RFC wants it is told in `remarks`.
package struct SessionDescription: Sendable {
  /// What the description is a part of, such as a whole SIP message; all ranges count from its first byte.
  package let bytes: [UInt8]
  /// Where the description stands in `bytes`.
  package let range: ByteRange
  /// All lines in the order of the wire, those of the media included.
  package let lines: [Line]
  /// The first `o=` line; nil when it is missing or has not its six fields.
  package let origin: Origin?
  /// The first `c=` line in front of the media; nil when there is none that can be read.
  package let connection: Connection?
  /// The `a=` lines in front of the media.
  package let attributes: [Attribute]
  /// The media in the order of their `m=` lines: an answer matches its offer by that order (RFC 3264 section 6).
  package let media: [MediaDescription]
  /// What the parser tolerated, in the order in which it was found.
  package let remarks: [Remark]

  /// Parses the description that fills `range` of `bytes`; nil when no line can be parsed or none is a `v=`.
  ///
  /// Lines may end with a bare LF, the last one with nothing; unknown lines are kept.
  package init?(_ bytes: [UInt8], in range: ByteRange) {
    var splitter = LineSplitter(bytes)
    splitter.split(range)
    guard splitter.lines.contains(where: { $0.type == UInt8(ascii: "v") }) else { return nil }
    let firstMedia = splitter.lines.firstIndex { $0.type == UInt8(ascii: "m") } ?? splitter.lines.endIndex
    let session = splitter.lines[..<firstMedia]
    var remarks = splitter.remarks

    self.bytes = bytes
    self.range = range
    lines = splitter.lines
    let originLine = session.first { $0.type == UInt8(ascii: "o") }
    origin = originLine.flatMap { Origin(bytes, in: $0) }
    if let originLine, origin == nil {
      remarks.append(Remark(.origin, "an o= line has not its six fields", at: originLine.whole.lowerBound))
    }
    connection = Connection.all(bytes, in: session, &remarks).first
    let attributes = Attribute.all(bytes, in: session)
    self.attributes = attributes
    let direction = MediaDirection.last(of: attributes, in: bytes) ?? .sendrecv
    var media: [MediaDescription] = []
    var start = firstMedia
    while start < lines.endIndex {
      let end = lines[(start + 1)...].firstIndex { $0.type == UInt8(ascii: "m") } ?? lines.endIndex
      media.append(MediaDescription(bytes, lines: Array(lines[start..<end]), sessionDirection: direction, &remarks))
      start = end
    }
    self.media = media
    self.remarks = remarks
  }

  /// Where the media is to be sent: its own `c=` line, else that of the session.
  package func connection(for media: MediaDescription) -> Connection? {
    media.connections.first ?? connection
  }

  /// The bytes in `range` as text; bytes that are not UTF-8 become U+FFFD.
  package func text(_ range: ByteRange) -> String {
    bytes.text(range)
  }
}
