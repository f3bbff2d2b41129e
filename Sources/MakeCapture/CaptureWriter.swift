/// Writes a capture file of the classic kind: little-endian, microseconds, Ethernet.
struct CaptureWriter: ~Copyable {
  /// What time it is when a capture begins, in seconds since 1970: 2026-01-01T00:00:00Z.
  private static let begin: UInt64 = 1_767_225_600
  /// The file's first word, which says: microseconds.
  private static let magic: UInt32 = 0xA1B2_C3D4
  private static let linkTypeEthernet: UInt32 = 1
  private static let blockSize = 1 << 20

  private var file: OutputFile
  private var block: [UInt8] = []
  private var packets = 0
  private var bytes = 0

  /// Creates the file at `path`, or empties the one that is there.
  init(path: String) throws(OutputFile.Failure) {
    file = try OutputFile(path: path)
    block.reserveCapacity(Self.blockSize + 65_600)
    block.append(littleEndian: Self.magic)
    block.append(littleEndian: UInt16(2))
    block.append(littleEndian: UInt16(4))
    block.append(littleEndian: UInt64(0))
    block.append(littleEndian: UInt32(262_144))
    block.append(littleEndian: Self.linkTypeEthernet)
  }

  /// Writes a UDP packet that was captured `time` microseconds after the begin.
  mutating func write(
    _ payload: [UInt8],
    from source: Endpoint,
    to destination: Endpoint,
    at time: UInt64
  ) throws(OutputFile.Failure) {
    let datagram = Datagram(source: source, destination: destination, identification: identification)
    try record(at: time) { datagram.append(payload, to: &$0) }
  }

  /// Writes a TCP segment.
  mutating func write(
    segment payload: [UInt8] = [],
    _ flags: Segment.Flags,
    sequence: UInt32,
    from source: Endpoint,
    to destination: Endpoint,
    at time: UInt64
  ) throws(OutputFile.Failure) {
    let segment = Segment(
      source: source,
      destination: destination,
      sequence: sequence,
      flags: flags,
      identification: identification
    )
    try record(at: time) { segment.append(payload, to: &$0) }
  }

  /// Writes a piece of a packet.
  mutating func write(fragment payload: [UInt8], _ packet: InternetPacket, at time: UInt64) throws(OutputFile.Failure) {
    try record(at: time) {
      packet.append(carrying: payload.count, to: &$0)
      $0.append(contentsOf: payload)
    }
  }

  /// Every packet has another one, until they begin anew.
  private var identification: UInt16 { UInt16(truncatingIfNeeded: packets) }

  /// Writes the header of a record, and the frame that `append` appends.
  private mutating func record(at time: UInt64, _ append: (inout [UInt8]) -> Void) throws(OutputFile.Failure) {
    block.append(littleEndian: UInt32(truncatingIfNeeded: Self.begin + time / 1_000_000))
    block.append(littleEndian: UInt32(time % 1_000_000))
    let lengths = block.count
    block.append(littleEndian: UInt64(0))
    append(&block)
    let length = block.count - lengths - 8
    for shift in 0..<4 {
      let byte = UInt8(truncatingIfNeeded: length >> (8 * shift))
      block[lengths + shift] = byte
      block[lengths + 4 + shift] = byte
    }
    packets += 1
    if block.count >= Self.blockSize { try flush() }
  }

  /// Writes what is left, and tells what the file holds.
  consuming func finish() throws(OutputFile.Failure) -> (packets: Int, bytes: Int) {
    try flush()
    return (packets, bytes)
  }

  private mutating func flush() throws(OutputFile.Failure) {
    try file.append(block)
    bytes += block.count
    block.removeAll(keepingCapacity: true)
  }
}
