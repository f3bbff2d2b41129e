internal import Diagnostics
internal import Wire

/// Takes the frames of a capture, from whatever file, to the dissector.
struct FrameDelivery {
  private let last: FrameNumber
  private let filter: FrameFilter?
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
    last = frames.upperBound
    self.filter = filter
    tally = FrameTally(of: frames)
    dissector = Dissector(outlet: Outlet(receiver: receiver, frames: frames))
  }

  /// Whether there may be another one that is wanted.
  var isOpen: Bool { tally.read < last }

  /// Takes the next frame of the capture.
  ///
  /// Throws `Failure` (`usage`) when the filter can't be used on it.
  @inline(__always)
  mutating func take(_ octets: Octets, _ record: FrameRecord) throws(Failure) {
    if record.linkNumber != linkNumber { meet(record.linkNumber) }
    let number = tally.read &+ 1
    guard let header = record.header else {
      tally.count(record.time)
      return dissector.lose(.unsupportedLink, frame: number)
    }
    if let filter, try !filter.selects(octets, length: record.length, link: record.linkNumber) { return tally.skip() }
    tally.count(record.time)
    dissector.take(Packet(octets: octets, length: record.length, time: record.time, frame: number), from: header)
  }

  /// Hands out what still waits, and tells what left and what was lost.
  mutating func finish() -> Outlet { dissector.finish() }

  private mutating func meet(_ number: Int32) {
    linkNumber = number
    if !linkNumbers.contains(number) { linkNumbers.append(number) }
  }
}
