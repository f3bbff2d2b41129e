internal import Wire

/// Where everything that was decoded leaves for the receiver: only what arrived in the wanted frames does.
struct Outlet {
  private let receiver: any TrafficReceiver
  private let frames: ClosedRange<FrameNumber>
  private(set) var datagrams = 0
  private(set) var segments = 0
  var losses: Losses

  init(receiver: some TrafficReceiver, frames: ClosedRange<FrameNumber>) {
    self.receiver = receiver
    self.frames = frames
    losses = Losses(in: frames)
  }

  /// Delivers the datagram that is the payload of `packet`.
  mutating func send(
    datagram packet: Packet,
    from source: UInt16,
    to destination: UInt16,
    over transport: Transport
  ) {
    guard counts(packet.frame, missing: packet.missing) else { return }
    let arrival = Arrival(of: packet, from: source, to: destination, over: transport)
    packet.payload.withSpan { receiver.receive(datagram: arrival, payload: $0, missing: packet.missing) }
  }

  /// Delivers a datagram by the lookout that has seen it.
  mutating func send(_ foreseen: Foreseen, payload: Octets, frame: FrameNumber, by lookout: (any Lookout)?) {
    let missing = Int(foreseen.missing)
    guard counts(frame, missing: missing) else { return }
    let arrival = foreseen.arrival(by: frame)
    payload.withSpan {
      lookout?.receive(datagram: arrival, payload: $0, missing: missing, number: Int(foreseen.number))
    }
  }

  /// Counts a datagram; false when nobody wants its frame.
  @inline(__always)
  private mutating func counts(_ frame: FrameNumber, missing: Int) -> Bool {
    guard frames.contains(frame) else { return false }
    datagrams += 1
    if missing > 0 { losses.count(.datagramCutOff, frame: frame) }
    return true
  }

  /// Delivers the next bytes of a stream; false when they did not arrive in the wanted frames.
  mutating func send(
    segment payload: Octets,
    of stream: StreamID,
    time: CaptureTime,
    frame: FrameNumber,
    afterGap: Bool
  ) -> Bool {
    guard frames.contains(frame) else { return false }
    segments += 1
    let arrival = Arrival(
      time: time,
      frame: frame,
      source: stream.source,
      destination: stream.destination,
      transport: .tcp
    )
    payload.withSpan { receiver.receive(segment: arrival, of: stream, payload: $0, afterGap: afterGap) }
    return true
  }

  /// Tells that nothing more will come on `stream`.
  func end(_ stream: StreamID) {
    receiver.ended(stream: stream)
  }
}

extension Arrival {
  /// Of the datagram that is the payload of `packet`.
  @inline(__always)
  init(of packet: Packet, from source: UInt16, to destination: UInt16, over transport: Transport) {
    self.init(
      time: packet.time,
      frame: packet.frame,
      source: Endpoint(address: packet.source, port: source),
      destination: Endpoint(address: packet.destination, port: destination),
      transport: transport
    )
  }
}
