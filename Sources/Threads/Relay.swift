/// Hands loads on to a thread that takes them, one after another, while this one fills the next.
///
/// They arrive in the order in which they were sent, so no result depends on the number of threads. What is under way is
/// bounded: whoever is faster waits.
package final class Relay<Load> {
  private let ring: Ring<Load>
  private var thread: Thread?

  /// - Parameters:
  ///   - count: how many loads may wait at most.
  ///   - empty: a load that nothing was put into yet.
  ///   - take: takes a load and leaves it empty, on the other thread; so what it works with may be used by nobody else
  ///     until `finish` is back.
  package init(_ count: Int, of empty: () -> Load, take: @escaping (inout Load) -> Void) {
    let ring = Ring(count, of: empty, take: take)
    self.ring = ring
    thread = Thread { ring.takeAll() }
  }

  deinit {
    finish()
  }

  /// Whether loads wait for the other thread: then it has enough to do, and this one has time.
  package var isAhead: Bool { thread != nil && ring.holdsLoads }

  /// Sends `load`, which is an empty one afterwards.
  package func send(_ load: inout Load) {
    // When there was no other thread to be had, it is taken on this one.
    if thread == nil { ring.take(&load) } else { ring.put(&load) }
  }

  /// Waits until all loads have been taken.
  package func finish() {
    guard let thread = thread.take() else { return }
    ring.end()
    thread.join()
  }
}

/// Where loads wait: what is sent is put in at one place, and taken at another.
@safe
private final class Ring<Load> {
  private struct Slot {
    var load: Load
    /// Whether it holds none, since none comes any more.
    var isEnd = false
  }

  let take: (inout Load) -> Void
  private let slots: UnsafeMutablePointer<Slot>
  private let count: Int
  /// The sender's.
  private var next = 0
  private let vacant: Semaphore
  private let full = Semaphore(0)

  init(_ count: Int, of empty: () -> Load, take: @escaping (inout Load) -> Void) {
    self.take = take
    self.count = count
    vacant = Semaphore(count)
    unsafe slots = .allocate(capacity: count)
    for index in 0..<count { unsafe (slots + index).initialize(to: Slot(load: empty())) }
  }

  deinit {
    unsafe slots.deinitialize(count: count)
    unsafe slots.deallocate()
  }

  /// Puts a load in, in exchange for an empty one.
  func put(_ load: inout Load) {
    vacant.take()
    unsafe swap(&slots[next].load, &load)
    // From here on it is the other side's.
    full.give()
    next = (next + 1) % count
  }

  var holdsLoads: Bool { full.count > 0 }

  func end() {
    vacant.take()
    unsafe slots[next].isEnd = true
    full.give()
  }

  /// What the other thread does.
  func takeAll() {
    var next = 0
    while true {
      full.take()
      if unsafe slots[next].isEnd { return }
      unsafe take(&slots[next].load)
      vacant.give()
      next = (next + 1) % count
    }
  }
}
