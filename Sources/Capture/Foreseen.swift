internal import Wire

/// A datagram that a lookout has seen before its turn.
struct Foreseen {
  private let time: CaptureTime
  private let source: Endpoint
  private let destination: Endpoint
  private let transport: Transport
  // It goes with every message from thread to thread, and nothing in a load takes more than 32 bits.
  /// Which frame of its load brought it.
  let position: UInt32
  /// Where its payload stands in the load.
  let payload: ShortRange
  /// How many bytes of the payload the capture cut off.
  let missing: UInt32
  /// What the lookout remembers it by.
  let number: UInt32

  /// - Parameters:
  ///   - arrival: when it came, where from and where to.
  ///   - position: which frame of its load brought it.
  ///   - payload: where its payload stands in the load.
  ///   - missing: how many bytes of it the capture cut off.
  ///   - number: what the lookout remembers it by.
  init(_ arrival: Arrival, position: Int, payload: Range<Int>, missing: Int, number: Int) {
    time = arrival.time
    source = arrival.source
    destination = arrival.destination
    transport = arrival.transport
    self.position = UInt32(truncatingIfNeeded: position)
    self.payload = ShortRange(payload)
    self.missing = UInt32(truncatingIfNeeded: missing)
    self.number = UInt32(truncatingIfNeeded: number)
  }

  /// When it came, where from and where to.
  ///
  /// - Parameter frame: the number of the frame that brought it.
  func arrival(by frame: FrameNumber) -> Arrival {
    Arrival(time: time, frame: frame, source: source, destination: destination, transport: transport)
  }
}
