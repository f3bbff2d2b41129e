internal import Wire

/// Takes the frames of a capture, from whatever file, to the dissector.
struct FrameDelivery {
  private let filter: FrameFilter?
  private let receiver: any TrafficReceiver
  private(set) var tally: FrameTally
  private var dissector: Dissector
  /// The link layers met so far, by number.
  private(set) var linkNumbers: [Int32] = []
  private var linkNumber: Int32 = -1

  /// - Parameters:
  ///   - receiver: takes what the frames hold.
  ///   - frames: which of them are wanted.
  ///   - filter: which of them are looked at; nil for all.
  init(to receiver: some TrafficReceiver, frames: ClosedRange<FrameNumber>, filter: FrameFilter?) {
    self.filter = filter
    self.receiver = receiver
    tally = FrameTally(of: frames)
    dissector = Dissector(outlet: Outlet(receiver: receiver, frames: frames))
  }

  /// Who looks at datagrams ahead; nobody where a filter may pass over them.
  func lookout() -> (any Lookout)? { filter == nil ? receiver.lookout() : nil }

  /// Takes the next frame of the capture, which brought a datagram that `lookout` has seen.
  @inline(__always)
  mutating func take(_ foreseen: Foreseen, payload: Octets, of frame: Frame, by lookout: (any Lookout)?) {
    if frame.linkNumber != linkNumber { meet(frame.linkNumber) }
    tally.count(frame.time)
    dissector.take(foreseen, payload: payload, frame: tally.read, by: lookout)
  }

  /// Takes the next frame of the capture.
  @inline(__always)
  mutating func take(_ octets: Octets, _ frame: Frame) {
    if frame.linkNumber != linkNumber { meet(frame.linkNumber) }
    let number = tally.read &+ 1
    guard let header = frame.header else {
      tally.count(frame.time)
      return dissector.lose(.unsupportedLink, frame: number)
    }
    if let filter, !filter.selects(octets, frame, number: number) { return tally.skip() }
    tally.count(frame.time)
    dissector.take(Packet(octets: octets, length: frame.length, time: frame.time, frame: number), from: header)
  }

  /// Hands out what still waits, and tells what left and what was lost.
  mutating func finish() -> Outlet { dissector.finish() }

  private mutating func meet(_ number: Int32) {
    linkNumber = number
    if !linkNumbers.contains(number) { linkNumbers.append(number) }
  }
}
