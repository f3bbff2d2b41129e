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

  @Test func theBeginningOfAWordIsToldByItsCase() {
    let line = Array("x INVITE ".utf8)
    func begins(_ bytes: [UInt8], _ start: Int, _ word: StaticString) -> Bool {
      bytes.span.begins(at: start, with: word)
    }
    #expect(begins(line, 1, " INVITE "))
    #expect(begins(line, 2, "INVITE"))
    #expect(!begins(line, 2, "INVITEx"))
    #expect(!begins(line, 0, "INVITE"))
    #expect(!begins(line, 9, " "))
    for place in 2..<8 {
      for bit in 0..<8 {
        var other = line
        other[place] ^= 1 << UInt8(bit)
        #expect(!begins(other, 1, " INVITE"))
        #expect(!begins(other, 2, "INVITE"))
      }
    }
  }

  /// All that carriage returns, line feeds and letters make, and those behind 20 letters.
  @Test func theFirstEmptyLineEndsWhereLinesSay() {
    func check(_ text: [UInt8]) {
      var (expected, start): (Int?, Int) = (nil, 0)
      while expected == nil, let feed = text[start...].firstIndex(of: 0x0A) {
        if text[start..<feed].isEmpty || text[start..<feed] == [0x0D] { expected = feed + 1 }
        start = feed + 1
      }
      let found = text.span.endOfEmptyLine(from: 0)
      #expect(found == expected, "\(text)")
    }
    let letters: [UInt8] = [0x0A, 0x0D, 0x61]
    for number in 0..<6561 {
      var left = number
      let text: [UInt8] = (0..<8).map { _ in
        defer { left /= 3 }
        return letters[left % 3]
      }
      check(text)
      check([UInt8](repeating: 0x61, count: 12 + number % 9) + text)
    }
  }

  @Test func aPlainTextHasOnlyWhatCanBePrinted() {
    for byte in UInt8.min...UInt8.max {
      for count in 1...19 {
        var text = [UInt8](repeating: 0x7E, count: count)
        for place in text.indices {
          text[place] = byte
          let isPlain = text.span.isPlain
          #expect(isPlain == (byte >= 0x20 && byte < 0x7F), "\(byte) at \(place) of \(count)")
          text[place] = 0x20
        }
      }
    }
  }

  @Test func tokensAreMadeOfTheseBytes() {
    let token = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~".utf8)
    for byte in UInt8.min...UInt8.max { #expect(byte.isToken == token.contains(byte)) }
  }

  @Test(arguments: [
    ("0", 0), ("18446744073709551615", UInt64.max), ("18446744073709551616", nil),
    ("9999999999999999999", 9_999_999_999_999_999_999),
    ("00000000000000000000007", 7), ("12a", nil), ("/", nil), (":", nil), ("", nil), ("1234567890123456789x", nil),
  ])
  func numbersAreReadAsFarAsTheyHaveRoom(_ text: String, _ number: UInt64?) {
    let bytes = Array(text.utf8)
    let read = bytes.span.decimal(0..<bytes.count)
    #expect(read == number)
  }
}
