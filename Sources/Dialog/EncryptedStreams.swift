import Wire

/// The TCP connections that turned out to be encrypted by TLS: how many, and in which frames they were seen first.
struct EncryptedStreams {
  /// More frames than this are not named.
  private static let mostNamed = 5
  /// What belongs to web and mail is no SIP to miss.
  private static let otherServices: Set<UInt16> = [443, 465, 587, 636, 853, 993, 995]

  private(set) var count = 0
  private var frames: [FrameNumber] = []
  /// Connections of which one direction is counted already.
  private var known: Set<Int> = []

  /// Counts the connection of `stream`, unless its port says that it is web or mail.
  mutating func note(_ stream: StreamID, at frame: FrameNumber) {
    guard Self.otherServices.isDisjoint(with: [stream.source.port, stream.destination.port]),
      known.insert(stream.ordinal).inserted
    else { return }
    count += 1
    if frames.count < Self.mostNamed { frames.append(frame) }
  }

  /// The connection of `stream` is over.
  mutating func end(_ stream: StreamID) {
    known.remove(stream.ordinal)
  }

  /// The frame of the first.
  var first: FrameNumber? { frames.first }

  /// What to tell of them, as one line.
  var message: String {
    let named = frames.map(String.init).joined(separator: ", ") + (count > frames.count ? ", ..." : "")
    let connections = count == 1 ? "a TCP connection is" : "\(count) TCP connections are"
    return "\(connections) encrypted by TLS (seen first in frame \(named)): SIP inside can't be read; "
      + "capture where it is plain, or report it from the server by HEP"
  }
}
