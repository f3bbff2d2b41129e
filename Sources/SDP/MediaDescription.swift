package import Wire

/// One medium of a session: its `m=` line and what follows it (RFC 8866 section 5.14).
package struct MediaDescription: Sendable {
  /// The kind of medium as spelt, such as `audio`.
  package let kind: ByteRange
  /// The port without the `/2` that may follow it; 0 refuses or ends the stream (RFC 3264 sections 6, 8.2).
  package let port: ByteRange
  /// Nil when `port` is no number of 16 bits.
  package let portNumber: UInt16?
  /// `RTP/AVP`, `RTP/SAVPF`, ...
  package let proto: ByteRange
  /// The formats in the order of preference; for RTP the payload types.
  package let formats: [ByteRange]
  /// The `m=` line and the lines that belong to it.
  package let lines: [Line]
  /// The medium's own `c=` lines; when there are none, that of the session holds: `SessionDescription.connection(for:)`.
  package let connections: [Connection]
  package let attributes: [Attribute]
  /// The medium's own direction, else that of the session, else `sendrecv`.
  package let direction: MediaDirection
  package let rtpmaps: [RTPMap]
  /// The port of `a=rtcp` (RFC 3605); nil when it isn't said: RTCP goes to the port above that of RTP then.
  package let rtcpPort: UInt16?
  /// The address of `a=rtcp`; nil when it isn't said.
  package let rtcpConnection: Connection?
  /// Whether RTCP shares the port of RTP (`a=rtcp-mux`, RFC 5761).
  package let isMultiplexed: Bool

  /// Reads the lines of one medium, the first of which is its `m=` line.
  init(
    _ bytes: [UInt8],
    lines: [Line],
    sessionDirection: MediaDirection,
    _ remarks: inout [SessionDescription.Remark]
  ) {
    let value = lines.first?.value ?? 0..<0
    let start = lines.first?.whole.lowerBound ?? 0
    let words = bytes.words(value)
    let none = value.upperBound..<value.upperBound
    if words.count < 4 {
      remarks.append(.init(.media, "an m= line has not its four fields", at: start))
    }
    kind = words.first ?? none
    port = words.count > 1 ? bytes.cut(words[1], at: .slash).0 : none
    portNumber = bytes.number(port, as: UInt16.self)
    if portNumber == nil, words.count > 1 {
      remarks.append(.init(.media, "the port of an m= line is no port: '\(bytes.text(port))'", at: port.lowerBound))
    }
    proto = words.count > 2 ? words[2] : none
    formats = Array(words.dropFirst(3))
    self.lines = lines
    connections = Connection.all(bytes, in: lines, &remarks)
    attributes = Attribute.all(bytes, in: lines)
    direction = MediaDirection.last(of: attributes, in: bytes) ?? sessionDirection
    rtpmaps = attributes.named("rtpmap", in: bytes).compactMap { $0.value }.compactMap { RTPMap(bytes, in: $0) }
    let rtcp = attributes.named("rtcp", in: bytes).first?.value.map(bytes.words) ?? []
    rtcpPort = rtcp.first.flatMap { bytes.number($0, as: UInt16.self) }
    rtcpConnection = Connection(bytes, rtcp.dropFirst())
    isMultiplexed = !attributes.named("rtcp-mux", in: bytes).isEmpty
  }

  /// What `a=rtpmap` says about a payload type; nil when it says nothing, as it may for the static ones of RFC 3551.
  package func rtpmap(for payloadType: UInt8) -> RTPMap? {
    rtpmaps.first { $0.payloadType == payloadType }
  }
}
