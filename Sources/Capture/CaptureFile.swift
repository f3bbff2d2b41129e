package import Diagnostics
package import Wire

/// One capture file: pcap or pcapng in any byte order, packed by gzip or zstd or not.
package struct CaptureFile: Sendable {
  /// What a user gives for what comes by standard input.
  static let standardInput = "-"

  /// What to call it: its path, or `stdin`.
  package let name: String
  private let place: Place
  /// The time of its first frame; nil when it holds none.
  let firstTime: CaptureTime?
  /// The link layer of its first frame.
  let linkNumber: Int32?

  /// Opens the file at `path` once, to see that it is a capture that can be read.
  ///
  /// What comes by standard input (`-`) or through another pipe is read to its end and kept on disk, for a capture is
  /// read more than once.
  ///
  /// Throws a `Failure` of cause `.capture` that says what to do next: `no-such-file`, `is-a-folder`, `not-a-file`,
  /// `no-permission`, `not-a-capture`, `unsupported-link`, `cannot-spool`.
  package init(_ path: String) throws(Failure) {
    name = path == Self.standardInput ? "stdin" : path
    place = try Place(path, name: name)
    let lane = try Self.lane(of: try place.open(name), name, bufferSize: FrameRecord.largest)
    firstTime = lane.time
    linkNumber = lane.linkNumber
  }

  /// Opens the file anew, at its first frame.
  ///
  /// - Parameter bufferSize: how much of it may be in memory at once.
  func lane(bufferSize: Int) throws(Failure) -> any FrameLane {
    try Self.lane(of: try place.open(name), name, bufferSize: bufferSize)
  }

  /// Reads the file alone.
  ///
  /// Throws a `Failure` as `CaptureSet.read` does.
  package func read(
    frames: ClosedRange<FrameNumber>? = nil,
    into receiver: some TrafficReceiver
  ) throws(Failure) -> CaptureReport {
    try CaptureSet(self).read(frames: frames, into: receiver)
  }
}
