internal import Wire

/// The format that tcpdump writes: a header for the file, then one for each frame.
///
/// draft-ietf-opsawg-pcap; in either byte order, with micro- or nanoseconds.
struct ClassicPcap: FrameFormat {
  /// How many bytes the header of a file has.
  static let headerSize = 24

  /// The bits of the link type that hold its number; those above tell of a frame check sequence.
  private static let linkMask: UInt32 = 0x03FF_FFFF

  private let order: ByteOrder
  /// How many bytes the header of a frame has.
  private let lead: Int
  /// How many nanoseconds the fraction of a second counts.
  private let unit: Int64
  private let header: Header?
  let linkNumber: Int32

  /// Reads the header of a file; nil when it is none.
  init?(_ start: Octets) {
    guard start.count >= Self.headerSize else { return nil }
    switch start.uint32(at: 0) {
    case 0xA1B2_C3D4: (order, unit, lead) = (.big, 1000, 16)
    case 0xD4C3_B2A1: (order, unit, lead) = (.little, 1000, 16)
    case 0xA1B2_3C4D: (order, unit, lead) = (.big, 1, 16)
    case 0x4D3C_B2A1: (order, unit, lead) = (.little, 1, 16)
    // Old Linux (Kuznetzov's libpcap): eight bytes more tell of the interface.
    case 0xA1B2_CD34: (order, unit, lead) = (.big, 1000, 24)
    case 0x34CD_B2A1: (order, unit, lead) = (.little, 1000, 24)
    default: return nil
    }
    guard start.uint16(at: 4, order) == 2 else { return nil }
    linkNumber = Int32(start.uint32(at: 20, order) & Self.linkMask)
    header = LinkType(number: linkNumber)?.header
  }

  @inline(__always)
  func next(in window: inout ByteWindow) throws(Damage) -> FrameRecord? {
    guard window.holds(lead) else {
      if let damage = window.ending(in: "the header of a frame", of: lead) { throw damage }
      return nil
    }
    let captured = Int(window.front(lead).uint32(at: 8, order))
    guard captured <= FrameRecord.largest else {
      throw Damage(.damaged, "a frame of \(captured) bytes, more than any has (\(FrameRecord.largest))")
    }
    guard window.holds(lead &+ captured) else { throw window.shortage(of: lead + captured, in: "a frame") }
    // Only now: to have the whole frame at hand the window may have moved its bytes.
    let start = window.front(lead)
    // 32 bits of seconds, and as many of microseconds, are within what 64 bits of nanoseconds hold.
    let seconds = Int64(start.uint32(at: 0, order)) &* 1_000_000_000
    let frame = Frame(
      time: CaptureTime(nanoseconds: seconds &+ Int64(start.uint32(at: 4, order)) &* unit),
      length: start.uint32(at: 12, order),
      captured: UInt32(truncatingIfNeeded: captured),
      linkNumber: linkNumber,
      header: header
    )
    return FrameRecord(frame: frame, lead: lead, size: lead &+ captured)
  }
}
