private import Glibc
private import Synchronization

extension Array where Element: Sendable {
  /// What `transform` makes of each element, in their order, on all processors.
  ///
  /// It must not matter to `transform` which elements come before or at the same time.
  package func concurrentMap<Made: Sendable>(_ transform: @Sendable (Element) -> Made) -> [Made] {
    let helpers = Swift.min(count, sysconf(Int32(_SC_NPROCESSORS_ONLN))) - 1
    guard helpers > 0 else { return map(transform) }
    return withoutActuallyEscaping(transform) { transform in
      let bench = Bench(self, transform)
      let threads = (0..<helpers).compactMap { _ in bench.helper() }
      bench.work()
      for thread in threads { pthread_join(thread, nil) }
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

  func work() {
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < elements.count else { return }
      let one = transform(elements[index])
      made.withLock { $0[index] = one }
    }
  }

  /// Another thread that works; nil when there is none to be had.
  func helper() -> pthread_t? {
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(Work { self.work() }).toOpaque()
    let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
      if let context = unsafe context { unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
      return nil
    }
    if unsafe pthread_create(&thread, nil, body, context) == 0 { return thread }
    unsafe Unmanaged<Work>.fromOpaque(context).release()
    return nil
  }
}

/// What a thread is started with: C knows no generic class.
private final class Work: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}
