internal import Wire

/// The format that Wireshark writes: blocks, in sections that each have a byte order and interfaces of their own.
///
/// draft-ietf-opsawg-pcapng. Blocks that hold no frame are passed over, known or not.
struct Pcapng: FrameFormat {
  private enum Block {
    static let section: UInt32 = 0x0A0D_0D0A
    static let interface: UInt32 = 1
    static let obsoletePacket: UInt32 = 2
    static let simplePacket: UInt32 = 3
    static let packet: UInt32 = 6
  }

  /// Type and length in front, the length again behind.
  private static let frameOfBlock = 12
  /// What a section or an interface may need at most; its options are comments and names.
  private static let largestDescription = 1 << 18
  /// How many interfaces a section may have.
  private static let mostInterfaces = 65_536

  private var order = ByteOrder.little
  private var interfaces: [PcapngInterface] = []
  /// For frames that have none (Simple Packet Block): the time of the one before.
  private var lastTime = CaptureTime(nanoseconds: 0)

  /// Whether a file that begins so is one.
  static func begins(_ start: Octets) -> Bool {
    start.count >= 12 && start.uint32(at: 0) == Block.section && byteOrder(of: start) != nil
  }

  /// What the byte-order magic of a section, behind type and length, says.
  private static func byteOrder(of block: Octets) -> ByteOrder? {
    switch block.uint32(at: 8) {
    case 0x1A2B_3C4D: .big
    case 0x4D3C_2B1A: .little
    default: nil
    }
  }

  @inline(__always)
  mutating func next(in window: inout ByteWindow) throws(Damage) -> FrameRecord? {
    while window.holds(Self.frameOfBlock) {
      let start = window.front(Self.frameOfBlock)
      let type = start.uint32(at: 0, order)
      if type == Block.section { try begin(start) }
      let length = Int(start.uint32(at: 4, order))
      guard length >= Self.frameOfBlock, length & 3 == 0 else {
        throw Damage(.damaged, "a block of \(length) bytes, which can't be")
      }
      switch type {
      case Block.packet:
        return try packet(fixed: 20, length, &window, Self.modern)
      case Block.simplePacket:
        return try packet(fixed: 4, length, &window, Self.simple)
      case Block.obsoletePacket:
        return try packet(fixed: 20, length, &window, Self.obsolete)
      case Block.interface: try describe(length, &window)
      default: try pass(length, &window)
      }
    }
    if let damage = window.ending(in: "the header of a block", of: Self.frameOfBlock) { throw damage }
    return nil
  }

  private mutating func begin(_ start: Octets) throws(Damage) {
    guard let order = Self.byteOrder(of: start) else { throw Damage(.damaged, "a section without byte order") }
    self.order = order
    interfaces = []
  }

  private mutating func describe(_ length: Int, _ window: inout ByteWindow) throws(Damage) {
    guard interfaces.count < Self.mostInterfaces, length <= Self.largestDescription else {
      throw Damage(.damaged, "more interfaces, or a longer description of one, than can be")
    }
    guard window.holds(length) else { throw window.shortage(of: length, in: "an interface's description") }
    let body = window.front(length)[8..<(length - 4)]
    guard let interface = PcapngInterface(body, order) else {
      throw Damage(.damaged, "the description of an interface is too short")
    }
    interfaces.append(interface)
    _ = window.skip(length)
  }

  private func pass(_ length: Int, _ window: inout ByteWindow) throws(Damage) {
    let start = window.offset
    guard !window.skip(length) else { return }
    throw window.damage ?? Damage(.cutOff, "\(window.offset - start) of the \(length) bytes of a block are there")
  }

  /// What the fixed part of a block says of its frame.
  private typealias Facts = (interface: Int, ticks: UInt64?, captured: Int, length: Int)

  private static func modern(_ block: Octets, _ order: ByteOrder) -> Facts {
    (
      Int(block.uint32(at: 8, order)), ticks(block, order), Int(block.uint32(at: 20, order)),
      Int(block.uint32(at: 24, order))
    )
  }

  private static func obsolete(_ block: Octets, _ order: ByteOrder) -> Facts {
    (
      Int(block.uint16(at: 8, order)), ticks(block, order), Int(block.uint32(at: 20, order)),
      Int(block.uint32(at: 24, order))
    )
  }

  /// A Simple Packet Block holds as much of the frame as the interface keeps: it doesn't say how much.
  private static func simple(_ block: Octets, _ order: ByteOrder) -> Facts {
    let length = Int(block.uint32(at: 8, order))
    return (0, nil, length, length)
  }

  private static func ticks(_ block: Octets, _ order: ByteOrder) -> UInt64 {
    UInt64(block.uint32(at: 12, order)) << 32 | UInt64(block.uint32(at: 16, order))
  }

  @inline(__always)
  private mutating func packet(
    fixed: Int,
    _ length: Int,
    _ window: inout ByteWindow,
    _ read: (Octets, ByteOrder) -> Facts
  ) throws(Damage) -> FrameRecord {
    let room = length &- Self.frameOfBlock &- fixed
    guard room >= 0, length <= ByteWindow.limit else {
      throw Damage(.damaged, "a frame in a block of \(length) bytes, which can't be")
    }
    guard window.holds(length) else { throw window.shortage(of: length, in: "a frame's block") }
    let block = window.front(length)
    let facts = read(block, order)
    guard facts.interface < interfaces.count else {
      throw Damage(.damaged, "a frame of interface \(facts.interface), which the section does not have")
    }
    let interface = interfaces[facts.interface]
    let captured = facts.ticks == nil ? min(facts.captured, interface.snapLength, room) : facts.captured
    guard captured <= min(room, FrameRecord.largest) else {
      throw Damage(.damaged, "a frame of \(captured) bytes in a block of \(length)")
    }
    guard block.uint32(at: length &- 4, order) == UInt32(length) else {
      throw Damage(.damaged, "a block whose two lengths differ")
    }
    if let ticks = facts.ticks { lastTime = interface.clock.time(ticks) }
    let frame = Frame(
      time: lastTime,
      length: UInt32(truncatingIfNeeded: facts.length),
      captured: UInt32(truncatingIfNeeded: captured),
      linkNumber: interface.linkNumber,
      header: interface.header
    )
    return FrameRecord(frame: frame, lead: 8 &+ fixed, size: length)
  }
}
