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
    block.reserveCapacity(Self.blockSize + 2048)
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
    let length = UInt32(Datagram.headerLength + payload.count)
    block.append(littleEndian: UInt32(truncatingIfNeeded: Self.begin + time / 1_000_000))
    block.append(littleEndian: UInt32(time % 1_000_000))
    block.append(littleEndian: length)
    block.append(littleEndian: length)
    let identification = UInt16(truncatingIfNeeded: packets)
    Datagram(source: source, destination: destination, identification: identification).append(payload, to: &block)
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
