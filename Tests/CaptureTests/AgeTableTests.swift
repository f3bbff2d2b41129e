import Noise
import Testing

@testable import Capture

/// The table that knows its oldest entry, against a plain list.
struct AgeTableTests {
  @Test("it does what a list would do", arguments: 1...20)
  func list(seed: UInt64) {
    var random = Noise(seed: seed)
    var table = AgeTable<Int, Int>()
    var list: [(key: Int, value: Int)] = []
    for step in 0..<500 {
      let key = Int.random(in: 0..<12, using: &random)
      if let place = table.place(of: key) {
        let position = list.firstIndex { $0.key == key }
        guard let position else {
          Issue.record("\(key) is not there")
          return
        }
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
          table.renew(place)
          list.append(list.remove(at: position))
        case 1: #expect(table.remove(place) == list.remove(at: position).value)
        default:
          table.update(place) { $0 = -step }
          list[position].value = -step
        }
      } else {
        #expect(!list.contains { $0.key == key })
        _ = table.insert(step, for: key)
        list.append((key, step))
      }
      #expect(table.count == list.count)
      #expect(table.oldest.map { place in table.update(place) { $0 } } == list.first?.value)
    }
    while let oldest = table.oldest { #expect(table.remove(oldest) == list.removeFirst().value) }
    #expect(list.isEmpty)
  }
}
