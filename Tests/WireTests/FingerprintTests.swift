import Testing
import Wire

/// Fingerprints of packets and files.
struct FingerprintTests {
  /// A file is written in pieces that nobody knows when it is read again.
  @Test func piecesMakeNoDifference() {
    let bytes = (0..<100).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    for first in 0...bytes.count {
      for second in stride(from: first, through: bytes.count, by: 7) {
        var fingerprint = Fingerprint()
        for range in [0..<first, first..<second, second..<bytes.count] {
          fingerprint.add(bytes.span.extracting(range))
        }
        #expect(fingerprint.value == bytes.span.fingerprint)
      }
    }
  }

  @Test func oneBitAndOneMoreZeroMakeADifference() {
    let bytes = [UInt8](repeating: 0, count: 40)
    let longer = [UInt8](repeating: 0, count: 41)
    var seen: Set = [bytes.span.fingerprint, longer.span.fingerprint, [UInt8]().span.fingerprint]
    for position in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[position] ^= 1 << UInt8(bit)
        seen.insert(changed.span.fingerprint)
      }
    }
    #expect(seen.count == 3 + bytes.count * 8)
  }
}
