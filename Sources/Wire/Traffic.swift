/// What carried a SIP message.
@frozen @usableFromInline package enum Transport: String, Codable, Hashable, Sendable {
  case udp, tcp, tls, sctp, ws
}

/// Which frame of the capture, counted from 1 as Wireshark does.
@usableFromInline package typealias FrameNumber = Int

/// When, where from and where to some payload travelled.
@frozen package struct Arrival: Sendable {
  @usableFromInline package let time: CaptureTime
  /// The frame that brought the payload; of a reassembled datagram the one that completed it.
  @usableFromInline package let frame: FrameNumber
  @usableFromInline package let source: Endpoint
  @usableFromInline package let destination: Endpoint
  @usableFromInline package let transport: Transport

  @inlinable package init(
    time: CaptureTime,
    frame: FrameNumber,
    source: Endpoint,
    destination: Endpoint,
    transport: Transport
  ) {
    self.time = time
    self.frame = frame
    self.source = source
    self.destination = destination
    self.transport = transport
  }
}

/// One direction of one TCP connection: the ordinal tells two connections apart that used the same ports.
package struct StreamID: Hashable, Sendable {
  package let source: Endpoint
  package let destination: Endpoint
  package let ordinal: Int

  package init(source: Endpoint, destination: Endpoint, ordinal: Int) {
    self.source = source
    self.destination = destination
    self.ordinal = ordinal
  }
}

/// Takes what a capture holds, in the order of the file.
///
/// The bytes are only valid during the call: whoever keeps them copies them.
package protocol TrafficReceiver: AnyObject {
  /// One UDP datagram, reassembled when it came in fragments.
  ///
  /// - Parameters:
  ///   - datagram: when, where from and where to.
  ///   - payload: what was captured of its payload.
  ///   - missing: how many bytes of the payload the capture cut off (its snap length), 0 when it is whole.
  func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int)

  /// The next bytes of one direction of a TCP connection, in the order in which the sender wrote them.
  ///
  /// - Parameters:
  ///   - segment: when and by which frame these bytes came.
  ///   - stream: which direction of which connection.
  ///   - payload: the bytes; never empty.
  ///   - afterGap: whether bytes in front of these were never captured.
  func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool)

  /// No more bytes will come on this direction (FIN, RST, or the end of the capture).
  func ended(stream: StreamID)
}
