/// An interface of a pcapng section: what its frames begin with, and how it counts their time.
struct PcapngInterface {
  private enum Option {
    static let end: UInt16 = 0
    static let resolution: UInt16 = 9
    static let offset: UInt16 = 14
  }

  let linkNumber: Int32
  let header: Header?
  /// The most bytes that it kept of a frame.
  let snapLength: Int
  private(set) var clock = PcapngClock()

  /// Reads the body of an Interface Description Block; nil when it is too short.
  init?(_ body: Octets, _ order: ByteOrder) {
    guard body.count >= 8 else { return nil }
    linkNumber = Int32(body.uint16(at: 0, order))
    header = LinkType(number: linkNumber)?.header
    let limit = Int(body.uint32(at: 4, order))
    snapLength = limit == 0 ? FrameRecord.largest : limit
    var offset = 8
    while offset + 4 <= body.count {
      let code = body.uint16(at: offset, order)
      let length = Int(body.uint16(at: offset + 2, order))
      offset += 4
      guard code != Option.end, length <= body.count - offset else { return }
      if code == Option.resolution, length == 1 { clock.set(resolution: body[offset]) }
      if code == Option.offset, length == 8 {
        let words = (UInt64(body.uint32(at: offset, order)), UInt64(body.uint32(at: offset + 4, order)))
        let (high, low) = order == .big ? words : (words.1, words.0)
        clock.set(offset: Int64(bitPattern: high << 32 | low))
      }
      offset += (length + 3) & ~3
    }
  }
}
