/// What carried a SIP message.
@frozen public enum Transport: String, Codable, Hashable, Sendable {
  case udp, tcp, tls, sctp, ws
}

/// Which frame of the capture, counted from 1 as Wireshark does.
public typealias FrameNumber = Int

/// When, where from and where to some payload travelled.
@frozen public struct Arrival: Sendable {
  /// When it was captured.
  public let time: CaptureTime
  /// The frame that brought the payload; of a reassembled datagram the one that completed it.
  public let frame: FrameNumber
  /// Who sent it.
  public let source: Endpoint
  /// Whom it was sent to.
  public let destination: Endpoint
  /// By what it travelled.
  public let transport: Transport

  /// What travelled from `source` to `destination`.
  @inlinable public init(
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
public struct StreamID: Hashable, Sendable {
  /// Who writes to it.
  public let source: Endpoint
  /// Who reads it.
  public let destination: Endpoint
  /// How many connections with these ends came before.
  public let ordinal: Int

  /// The stream from `source` to `destination` of their connection with that ordinal.
  public init(source: Endpoint, destination: Endpoint, ordinal: Int) {
    self.source = source
    self.destination = destination
    self.ordinal = ordinal
  }
}

/// Takes what a capture holds, in the order of the file.
///
/// The bytes are only valid during the call: whoever keeps them copies them.
public protocol TrafficReceiver: AnyObject {
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

  /// Who looks at datagrams ahead of their turn; nil, the default, when there is nothing to gain.
  func lookout() -> (any Lookout)?
}

extension TrafficReceiver {
  /// Everything is done when its turn comes.
  public func lookout() -> (any Lookout)? { nil }
}

/// Looks at datagrams ahead of their turn, on another thread than the one that receives them.
///
/// So whatever takes time and depends on a datagram alone is off the way of what depends on the order. Each is used by
/// one thread at a time; which datagrams it gets to see is chance, and must change nothing.
public protocol Lookout: AnyObject {
  /// Looks at a datagram, and remembers what there is to be told of it.
  ///
  /// - Returns: the number of what is remembered; nil when there is nothing.
  func look(at datagram: Arrival, payload: Span<UInt8>, missing: Int) -> Int?

  /// Its turn has come: the receiver takes the same datagram with what is remembered of it under `number`.
  func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int, number: Int)

  /// Forgets everything: what comes next is counted anew.
  func clear()
}
