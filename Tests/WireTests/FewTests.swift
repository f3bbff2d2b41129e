import Testing
import Wire

/// Lists that most often have one element.
struct FewTests {
  @Test(arguments: 0...4) func holdsWhatWasAppended(_ count: Int) {
    var list = Few<Int>()
    for number in 0..<count { list.append(number * 7) }
    #expect(list.count == count)
    #expect(Array(list) == (0..<count).map { $0 * 7 })
    for index in list.indices {
      list[index] += 1
      #expect(list[index] == index * 7 + 1)
    }
    #expect(list.first == (count == 0 ? nil : 1))
    #expect(Array(list) == (0..<count).map { $0 * 7 + 1 })
  }
}
