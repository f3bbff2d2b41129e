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
    guard frames.contains(packet.frame) else { return }
    datagrams += 1
    if packet.missing > 0 { losses.count(.datagramCutOff, frame: packet.frame) }
    let arrival = Arrival(
      time: packet.time,
      frame: packet.frame,
      source: Endpoint(address: packet.source, port: source),
      destination: Endpoint(address: packet.destination, port: destination),
      transport: transport
    )
    packet.payload.withSpan { receiver.receive(datagram: arrival, payload: $0, missing: packet.missing) }
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
