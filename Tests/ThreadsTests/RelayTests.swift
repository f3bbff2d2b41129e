import Synchronization
import Testing
import Threads

/// Loads that go from one thread to another.
@Suite struct RelayTests {
  /// What the other thread has taken; nobody looks before it has ended.
  private final class Taken {
    var loads: [[Int]] = []
  }

  private func relay(_ count: Int, to taken: Taken) -> Relay<[Int]> {
    Relay(count, of: { [] }) { load in
      taken.loads.append(load)
      load.removeAll()
    }
  }

  @Test(arguments: [1, 2, 3, 7]) func loadsArriveInTheirOrder(_ count: Int) {
    let taken = Taken()
    let relay = relay(count, to: taken)
    var load: [Int] = []
    for number in 0..<1000 {
      load.append(number)
      guard number % 3 == 0 else { continue }
      relay.send(&load)
      #expect(load.isEmpty)
    }
    relay.send(&load)
    relay.finish()
    #expect(taken.loads.flatMap(\.self) == Array(0..<1000))
    #expect(taken.loads.count == 335)
  }

  @Test func noMoreThanSoManyAreUnderWay() {
    // Each load counts as under way from before it is sent until it is taken: those that wait, the one that is being
    // taken, and the one that waits to be let in.
    let underWay = Atomic(0)
    let most = Atomic(0)
    let relay = Relay<Int>(2, of: { 0 }) { _ in underWay.subtract(1, ordering: .sequentiallyConsistent) }
    for number in 0..<10_000 {
      var load = number
      let now = underWay.add(1, ordering: .sequentiallyConsistent).newValue
      most.max(now, ordering: .sequentiallyConsistent)
      relay.send(&load)
    }
    relay.finish()
    #expect(underWay.load(ordering: .sequentiallyConsistent) == 0)
    #expect(most.load(ordering: .sequentiallyConsistent) <= 3)
  }

  @Test func whoeverLetsGoOfItWaits() {
    let taken = Taken()
    do {
      let relay = relay(3, to: taken)
      for number in 0..<3 {
        var load = [number]
        relay.send(&load)
      }
    }
    #expect(taken.loads == [[0], [1], [2]])
  }

  @Test func finishingTwiceIsFinishing() {
    let taken = Taken()
    let relay = relay(1, to: taken)
    relay.finish()
    relay.finish()
    // What comes now is taken here.
    var load = [1]
    relay.send(&load)
    #expect(taken.loads == [[1]] && load.isEmpty)
  }
}
