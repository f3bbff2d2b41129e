import SDP
import Testing
import Wire

@testable import Dialog

/// How calls are kept while a capture is read: lists that grow by pieces, and what finds them.
struct ListTests {
  /// Over the ends of several pieces.
  @Test func aLongListHoldsWhatWasAppended() {
    var list = LongList<Int>()
    let count = 3 * 4096 + 1
    for number in 0..<count { list.append(number) }
    #expect(list.count == count)
    for index in stride(from: 0, to: count, by: 2) { list[index] *= -1 }
    #expect(list.enumerated().allSatisfy { $1 == ($0 % 2 == 0 ? -$0 : $0) })
  }

  @Test func theHashOfATextDependsOnEachOfItsBytes() {
    let secret = HashSecret()
    func hash(_ text: [UInt8]) -> UInt64 { secret.hash(text.span) }
    var seen: Set<UInt64> = []
    var texts = 0
    for count in 0...40 {
      let text = [UInt8](repeating: 0x61, count: count)
      seen.insert(hash(text))
      #expect(hash(text) == hash(text))
      texts += 1
      for place in text.indices {
        var other = text
        other[place] = 0
        seen.insert(hash(other))
        texts += 1
      }
    }
    #expect(seen.count == texts)
    // Nobody can know what collides: another secret, another hash.
    #expect(hash([1, 2, 3]) != HashSecret().hash(([1, 2, 3] as [UInt8]).span))
  }

  /// More m= lines than are looked through one after another.
  @Test func eachLineOfACallIsKeptOnce() {
    var lines = MediaLines()
    var limits = MediaLimits()
    let description = Array(("v=0\r\n" + (1...40).map { "m=audio \(4000 + $0) RTP/AVP 0\r\n" }.joined()).utf8)
    let media = AnnouncedMedia.all(description.span, in: 0..<description.count)
    func place(_ call: Int) -> [Int?] {
      let speaker = MediaWatch.Speaker(call: call, leg: 0, role: .caller, isCounted: true)
      return media.map { lines.place(of: $0, in: description.span, by: speaker, &limits, frame: 1) }
    }
    let (first, second) = (place(0), place(1))
    #expect(first == (1...40).map(Optional.some))
    #expect(second == (41...80).map(Optional.some))
    #expect(place(0) == first)
    #expect(place(1) == second)
    #expect(lines.all(of: 1) == Array(41...80))
  }

  /// Over the ends of several pieces, one of which is filled to its last byte.
  @Test func textsAreKeptAsTheyWere() {
    var store = TextStore()
    let texts = (0..<400).map { number in
      [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: number == 7 ? 1 << 16 : number * 3 % 997)
    }
    let kept = texts.map { store.add($0.span, 0..<$0.count) }
    func holds(_ place: TextStore.Text, _ text: [UInt8]) -> Bool { store.equals(place, text.span, 0..<text.count) }
    for (text, place) in zip(texts, kept) {
      #expect(holds(place, text))
      #expect(!holds(place, text + [0]))
      if let last = text.last { #expect(!holds(place, text.dropLast() + [last &+ 1])) }
      store.withBytes(of: place) { bytes in
        let lent = [UInt8](copying: bytes)
        #expect(lent == text)
      }
    }
    // What is longer than a piece is cut.
    let long = [UInt8](repeating: 1, count: 1 << 16 + 5)
    store = TextStore()
    let cut = store.add(long.span, 2..<long.count)
    #expect(holds(cut, Array(long.prefix(1 << 16))))
    // An empty one has a place of its own behind it.
    let empty = store.add(long.span, 0..<0)
    #expect(holds(empty, []))
  }
}
