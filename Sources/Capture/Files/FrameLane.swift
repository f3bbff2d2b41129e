internal import Wire

/// An open file whose frames are on their way: each is looked at when it stands at the front, then delivered.
protocol FrameLane: AnyObject {
  /// The time of the frame at the front; nil when there is no more.
  var time: CaptureTime? { get }
  /// The link layer of the frame at the front, or the one that the file's header names.
  var linkNumber: Int32? { get }
  /// How many frames were delivered.
  var delivered: FrameNumber { get }
  /// Why the file ends here, when it should not.
  var damage: Damage? { get }

  /// Delivers frames, one at least, as long as they are not later than `limit`.
  func deliver(to relay: inout FrameRelay, upTo limit: CaptureTime)

  /// Passes over frames as `deliver` would, without looking at what they hold.
  ///
  /// - Parameters:
  ///   - most: how many at most.
  ///   - limit: the time of the latest.
  func pass(atMost most: Int, upTo limit: CaptureTime)
}

/// The lane of a file in one of the formats.
final class FormatLane<Format: FrameFormat>: FrameLane {
  private var window: ByteWindow
  private var format: Format
  private var front: FrameRecord?
  private(set) var delivered = 0
  private(set) var damage: Damage?

  /// - Parameters:
  ///   - window: the file, at its first record.
  ///   - format: what the records are like.
  init(_ window: consuming ByteWindow, _ format: Format) {
    self.window = window
    self.format = format
    Self.advance(&self.window, &self.format, &front, &damage)
  }

  var time: CaptureTime? { front?.frame.time }
  var linkNumber: Int32? { front?.frame.linkNumber }

  func deliver(to relay: inout FrameRelay, upTo limit: CaptureTime) {
    // The loop works on what it holds itself: a class is looked into once, not for each frame.
    var count = 0
    defer { delivered += count }
    Self.deliver(&window, &format, &front, &damage, &count, to: &relay, upTo: limit)
  }

  func pass(atMost most: Int, upTo limit: CaptureTime) {
    var count = 0
    while count < most, let record = front, count == 0 || record.frame.time <= limit {
      count += 1
      _ = window.skip(record.size)
      Self.advance(&window, &format, &front, &damage)
    }
    delivered += count
  }

  private static func deliver(
    _ window: inout ByteWindow,
    _ format: inout Format,
    _ front: inout FrameRecord?,
    _ damage: inout Damage?,
    _ count: inout Int,
    to relay: inout FrameRelay,
    upTo limit: CaptureTime
  ) {
    while let record = front, relay.isOpen, count == 0 || record.frame.time <= limit {
      let whole = window.front(record.lead &+ record.frame.captured)
      relay.take(whole[record.lead..<whole.count], record.frame)
      count &+= 1
      _ = window.skip(record.size)
      advance(&window, &format, &front, &damage)
    }
  }

  @inline(__always)
  private static func advance(
    _ window: inout ByteWindow,
    _ format: inout Format,
    _ front: inout FrameRecord?,
    _ damage: inout Damage?
  ) {
    do throws(Damage) {
      front = try format.next(in: &window)
    } catch {
      front = nil
      damage = error
    }
  }
}
