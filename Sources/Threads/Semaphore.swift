private import Glibc

/// Counts what one thread has given and another one has not taken yet.
@safe
final class Semaphore {
  private let semaphore: UnsafeMutablePointer<sem_t>

  init(_ count: Int) {
    unsafe semaphore = .allocate(capacity: 1)
    unsafe sem_init(semaphore, 0, UInt32(count))
  }

  deinit {
    unsafe sem_destroy(semaphore)
    unsafe semaphore.deallocate()
  }

  /// How many can be taken at this moment.
  var count: Int {
    var count: Int32 = 0
    unsafe sem_getvalue(semaphore, &count)
    return Int(count)
  }

  func give() {
    unsafe sem_post(semaphore)
  }

  func take() {
    // A signal may wake it up before its time.
    while unsafe sem_wait(semaphore) != 0 {}
  }
}
