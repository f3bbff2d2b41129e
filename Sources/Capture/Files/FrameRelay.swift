internal import Threads
internal import Wire

/// Hands frames on to a thread that takes them apart, while this one reads the file.
///
/// As long as the other thread has enough to do, this one looks at datagrams ahead for it.
struct FrameRelay {
  private let last: FrameNumber
  private var taken: FrameNumber = 0
  /// What is filled here.
  private var load: FrameLoad
  private let foresight: Foresight
  private let relay: Relay<FrameLoad>
  private let other: OtherSide

  /// The other thread's, until `finish`.
  private final class OtherSide {
    var delivery: FrameDelivery

    init(_ delivery: FrameDelivery) {
      self.delivery = delivery
    }
  }

  /// How many loads wait at most, to smooth out who is faster.
  private static let waiting = 3

  /// - Parameters:
  ///   - delivery: takes the frames, on the other thread; so what it delivers to may be used by nobody else until
  ///     `finish` is back.
  ///   - last: the last frame that is wanted.
  ///   - foresight: what is looked at ahead.
  init(to delivery: FrameDelivery, upTo last: FrameNumber, foresight: Foresight) {
    self.last = last
    self.foresight = foresight
    load = FrameLoad(lookout: delivery.lookout())
    let other = OtherSide(delivery)
    self.other = other
    relay = Relay(Self.waiting, of: { FrameLoad(lookout: delivery.lookout()) }) { load in
      load.deliver(to: &other.delivery)
      load.clear()
    }
  }

  /// Whether there may be another frame that is wanted.
  var isOpen: Bool { taken < last }

  /// Takes the next frame of the capture; its bytes are copied.
  @inline(__always)
  mutating func take(_ octets: Octets, _ frame: Frame) {
    taken &+= 1
    load.add(octets, frame)
    if load.isFull { send() }
  }

  /// Waits until all frames have been taken apart.
  ///
  /// - Returns: what became of them.
  mutating func finish() -> FrameDelivery {
    send()
    relay.finish()
    return other.delivery
  }

  private mutating func send() {
    if looksAhead { load.lookAhead(upTo: taken) }
    relay.send(&load)
  }

  /// Whether what was filled is looked at on this side.
  private var looksAhead: Bool {
    switch foresight {
    case .none: false
    case .whole: true
    case .spare: relay.isAhead
    }
  }
}
