internal import Wire

/// A frame on its way through the decoders: each takes its header off the front and narrows what is behind it.
struct Packet {
  /// The frame as captured, or the datagram that was put together from fragments.
  let octets: Octets
  /// When it was captured; what an agent reported had a time of its own.
  var time: CaptureTime
  let frame: FrameNumber
  /// Where the next header begins.
  private(set) var offset = 0
  /// Where the captured bytes of the layer end; what follows is padding or a trailer.
  private(set) var end: Int
  /// How many bytes of the layer behind `end` the capture cut off (its snap length).
  private(set) var missing: Int
  /// The addresses of the innermost IP header so far.
  var source = IPAddress(v4: 0)
  var destination = IPAddress(v4: 0)

  /// A packet before its first header.
  ///
  /// - Parameters:
  ///   - octets: what was captured.
  ///   - length: how long it was on the wire.
  init(octets: Octets, length: Int, time: CaptureTime, frame: FrameNumber) {
    self.octets = octets
    self.time = time
    self.frame = frame
    end = octets.count
    missing = max(0, length - octets.count)
  }

  /// How many bytes of the layer were captured.
  var captured: Int { end - offset }

  /// How many bytes the layer had on the wire.
  var length: Int { end - offset + missing }

  /// The captured bytes of the layer.
  var payload: Octets { octets[offset..<end] }

  /// Where they stand in the packet.
  var payloadRange: Range<Int> { offset..<end }

  /// The next `count` bytes, nil when not all of them were captured; they stay in front.
  @inline(__always)
  func header(_ count: Int) -> Octets? {
    guard count >= 0, count <= end - offset else { return nil }
    return octets[offset..<(offset + count)]
  }

  /// Takes `count` bytes off the front, at most what was captured.
  @inline(__always)
  mutating func skip(_ count: Int) {
    offset += min(max(0, count), captured)
  }

  /// Takes the word of a header that the layer has `length` bytes: what is behind them is padding or a trailer, what
  /// was not captured of them is missing.
  @inline(__always)
  mutating func resize(to length: Int) {
    let kept = min(captured, max(0, length))
    missing = max(0, length - kept)
    end = offset + kept
  }

  /// Takes off headers, `left` at most, down to what is no header any more: that depends on nothing but the packet.
  @inline(__always)
  mutating func descend(from first: Header, headersLeft left: inout Int) -> Step {
    var header = first
    while left > 0 {
      left -= 1
      let step = header.decode(&self)
      guard case .header(let next) = step else { return step }
      header = next
    }
    return .lost(.tooManyHeaders)
  }

  /// This packet with `whole`, put together from fragments, as the payload of its IP header.
  func replacing(_ whole: Octets) -> Packet {
    var packet = Packet(octets: whole, length: whole.count, time: time, frame: frame)
    packet.source = source
    packet.destination = destination
    return packet
  }
}
