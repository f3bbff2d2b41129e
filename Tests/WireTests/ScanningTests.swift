import Testing
import Wire

/// Looking for bytes sixteen or eight at a time, held against looking at one after another.
struct ScanningTests {
  /// Every length and place around the ends of what is looked at together, in bytes of which all values occur.
  private static func forEachRange(_ body: ([UInt8], Range<Int>) -> Void) {
    let bytes = (0..<70).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 7) }
    for start in 0...bytes.count {
      for end in start...bytes.count { body(bytes, start..<end) }
    }
  }

  @Test func aNearByteIsFoundWhereItStands() {
    func near(_ bytes: [UInt8], _ byte: UInt8, _ range: Range<Int>) -> Int? {
      bytes.span.nearOffset(of: byte, in: range)
    }
    Self.forEachRange { bytes, range in
      for place in [range.lowerBound, (range.lowerBound + range.upperBound) / 2, range.upperBound - 1]
      where range.contains(place) {
        #expect(near(bytes, bytes[place], range) == bytes[range].firstIndex(of: bytes[place]))
      }
      // What stands outside of the range is not found.
      if range.upperBound < bytes.count {
        let behind = bytes[range.upperBound]
        #expect(near(bytes, behind, range) == bytes[range].firstIndex(of: behind))
      }
    }
  }

  @Test func theFirstControlCharacterIsFound() {
    func control(_ text: [UInt8], from start: Int) -> Int? { text.span.controlOffset(in: start..<text.count) }
    for byte in UInt8.min...UInt8.max {
      var text = [UInt8](repeating: UInt8(ascii: "a"), count: 41)
      for place in text.indices {
        text[place] = byte
        #expect(control(text, from: 0) == (byte < 0x20 ? place : nil))
        #expect(control(text, from: place + 1) == nil)
        text[place] = UInt8(ascii: "a")
      }
    }
  }

  private static func begins(_ bytes: [UInt8], _ start: Int, _ word: StaticString) -> Bool {
    bytes.span.begins(at: start, ignoringCase: word)
  }

  @Test func theBeginningOfAWordIsToldWithoutCase() {
    let line = Array("xCall-ID: 1".utf8)
    #expect(Self.begins(line, 1, "call-id:"))
    #expect(!Self.begins(line, 0, "call-id:"))
    // At the end, where fewer than eight bytes are left.
    #expect(Self.begins(line, 9, " 1"))
    #expect(!Self.begins(line, 9, " 1x"))
    #expect(!Self.begins(line, 20, "a"))
    // Only letters have two cases: others differ by the same bit from what they are not.
    for place in 1...8 {
      for bit in 0..<8 {
        var other = line
        other[place] ^= 1 << UInt8(bit)
        let isOtherCase = bit == 5 && line[place].isLetter
        #expect(Self.begins(other, 1, "call-id:") == isOtherCase, "\(place), \(bit)")
      }
    }
  }

  @Test func aWordIsComparedExactly() {
    let line = Array("ACK BYE".utf8)
    func equals(_ range: Range<Int>, _ word: StaticString) -> Bool { line.span.equals(range, word) }
    #expect(equals(0..<3, "ACK"))
    #expect(equals(4..<7, "BYE"))
    #expect(!equals(0..<3, "ack"))
    #expect(!equals(0..<4, "ACK"))
  }
}
