/// The RTP of one party: G.711 mu-law, a packet each 20 milliseconds.
struct Voice {
  static let packetsPerSecond = 50
  /// From one packet to the next, in microseconds.
  static let interval: UInt64 = 20_000
  /// Samples, and as G.711 has a byte for each, bytes of a packet.
  private static let samples = 160

  private let source: UInt32
  private let firstSequenceNumber: UInt16
  private let firstTimestamp: UInt32

  init(dice: inout SplitMix64) {
    source = UInt32(truncatingIfNeeded: dice.next())
    firstSequenceNumber = UInt16(truncatingIfNeeded: dice.next())
    firstTimestamp = UInt32(truncatingIfNeeded: dice.next())
  }

  /// Appends the packet with the given number, counted from 0 (RFC 3550 section 5.1).
  func write(packet number: Int, to payload: inout [UInt8]) {
    payload.append(0x80)
    payload.append(number == 0 ? 0x80 : 0)
    payload.append(bigEndian: firstSequenceNumber &+ UInt16(truncatingIfNeeded: number))
    payload.append(bigEndian: firstTimestamp &+ UInt32(truncatingIfNeeded: number * Self.samples))
    payload.append(bigEndian: source)
    let offset = (Int(source) &+ number &* 7) & (Self.noise.count / 2 - 1)
    payload.append(contentsOf: Self.noise[offset..<offset + Self.samples])
  }

  /// What everybody says, each from another place on; nothing that a compressing disk could make small.
  private static let noise: [UInt8] = {
    var dice = SplitMix64(seed: 711)
    return (0..<65_536).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
  }()
}
