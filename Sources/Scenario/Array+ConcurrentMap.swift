private import Glibc
private import Synchronization
private import Threads

extension Array where Element: Sendable {
  /// What `transform` makes of each element, in their order, on all processors.
  ///
  /// It must not matter to `transform` which elements come before or at the same time.
  package func concurrentMap<Made: Sendable>(_ transform: @Sendable (Element) -> Made) -> [Made] {
    let helpers = Swift.min(count, sysconf(Int32(_SC_NPROCESSORS_ONLN))) - 1
    guard helpers > 0 else { return map(transform) }
    return withoutActuallyEscaping(transform) { transform in
      let bench = Bench(self, transform)
      bench.work(with: helpers)
      return bench.made.withLock { $0 }.compactMap(\.self)
    }
  }
}

/// Where several threads take one piece of work after another, until there is none.
private final class Bench<Element: Sendable, Made: Sendable>: Sendable {
  private let elements: [Element]
  private let transform: @Sendable (Element) -> Made
  private let next = Atomic(0)
  let made: Mutex<[Made?]>

  init(_ elements: [Element], _ transform: @escaping @Sendable (Element) -> Made) {
    self.elements = elements
    self.transform = transform
    made = Mutex(Array(repeating: nil, count: elements.count))
  }

  /// Works, and so does a thread for each of the `helpers`, as far as there are any to be had.
  func work(with helpers: Int) {
    let thread = helpers > 0 ? Thread { self.work(with: helpers - 1) } : nil
    work()
    thread?.join()
  }

  private func work() {
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < elements.count else { return }
      let one = transform(elements[index])
      made.withLock { $0[index] = one }
    }
  }
}
