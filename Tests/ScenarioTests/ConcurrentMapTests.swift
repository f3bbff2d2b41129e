import Testing

@testable import Scenario

/// Work that all processors share.
struct ConcurrentMapTests {
  @Test(arguments: [0, 1, 2, 7, 1000]) func theOrderIsThatOfTheElements(_ count: Int) {
    let elements = Array(0..<count)
    // The first ones take longest.
    let made = elements.concurrentMap { element in
      (0..<(count - element) * 10).reduce(element) { $0 ^ $1 ^ $1 }
    }
    #expect(made == elements)
  }
}
