private import Glibc
internal import Wire

/// Hands frames on to a thread that takes them apart, while this one reads the file.
///
/// They arrive one after another in the order in which they were read, so no result depends on the number of threads.
/// What is under way is bounded: whoever is faster waits. As long as the other thread has enough to do, this one looks
/// at datagrams ahead for it.
@safe
final class FrameRelay {
  /// The other thread's, until `finish`.
  private var delivery: FrameDelivery
  private let last: FrameNumber
  private var taken: FrameNumber = 0
  /// A ring: one is filled here, one is delivered there, and the others smooth out who is faster.
  private let loads: UnsafeMutablePointer<FrameLoad>
  private var filling = 0
  private let foresight: Foresight
  private let empty: UnsafeMutablePointer<sem_t>
  private let full: UnsafeMutablePointer<sem_t>
  private var thread: pthread_t?

  private static let loadCount = 4

  /// - Parameters:
  ///   - delivery: takes the frames, on the other thread; so what it delivers to may be used by nobody else until
  ///     `finish` is back.
  ///   - last: the last frame that is wanted.
  ///   - foresight: what is looked at ahead.
  init(to delivery: consuming FrameDelivery, upTo last: FrameNumber, foresight: Foresight) {
    self.delivery = delivery
    self.last = last
    self.foresight = foresight
    unsafe loads = .allocate(capacity: Self.loadCount)
    for load in 0..<Self.loadCount {
      unsafe (loads + load).initialize(to: FrameLoad(lookout: self.delivery.lookout()))
    }
    unsafe empty = .allocate(capacity: 1)
    unsafe full = .allocate(capacity: 1)
    // One of them is this side's from the beginning.
    unsafe sem_init(empty, 0, UInt32(Self.loadCount - 1))
    unsafe sem_init(full, 0, 0)
    thread = start()
  }

  deinit {
    unsafe sem_destroy(empty)
    unsafe sem_destroy(full)
    unsafe empty.deallocate()
    unsafe full.deallocate()
    unsafe loads.deinitialize(count: Self.loadCount)
    unsafe loads.deallocate()
  }

  /// Whether there may be another frame that is wanted.
  var isOpen: Bool { taken < last }

  /// Takes the next frame of the capture; its bytes are copied.
  @inline(__always)
  func take(_ octets: Octets, _ record: FrameRecord) {
    taken &+= 1
    unsafe loads[filling].add(octets, record)
    if unsafe loads[filling].isFull { send() }
  }

  /// Waits until all frames have been taken apart.
  ///
  /// - Returns: what became of them.
  func finish() -> FrameDelivery {
    unsafe loads[filling].isLast = true
    send()
    if let thread { pthread_join(thread, nil) }
    thread = nil
    return delivery
  }

  private func send() {
    if looksAhead { unsafe loads[filling].lookAhead(upTo: taken) }
    guard thread != nil else {
      unsafe loads[filling].deliver(to: &delivery)
      return unsafe loads[filling].clear()
    }
    // Behind the post it is the other side's.
    let isLast = unsafe loads[filling].isLast
    unsafe sem_post(full)
    if isLast { return }
    filling = (filling + 1) % Self.loadCount
    unsafe wait(for: empty)
  }

  /// Whether what was filled is looked at on this side.
  private var looksAhead: Bool {
    switch foresight {
    case .none: return false
    case .whole: return true
    case .spare:
      guard thread != nil else { return false }
      var waiting: Int32 = 0
      unsafe sem_getvalue(full, &waiting)
      return waiting > 0
    }
  }

  /// Nil when there is no other thread to be had: then frames are taken apart on this one.
  private func start() -> pthread_t? {
    var thread = pthread_t()
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
      if let context = unsafe context {
        unsafe Unmanaged<FrameRelay>.fromOpaque(context).takeUnretainedValue().deliver()
      }
      return nil
    }
    return unsafe pthread_create(&thread, nil, body, context) == 0 ? thread : nil
  }

  /// What the other thread does.
  private func deliver() {
    var next = 0
    while true {
      unsafe wait(for: full)
      unsafe loads[next].deliver(to: &delivery)
      if unsafe loads[next].isLast { return }
      unsafe loads[next].clear()
      unsafe sem_post(empty)
      next = (next + 1) % Self.loadCount
    }
  }

  private func wait(for semaphore: UnsafeMutablePointer<sem_t>) {
    // A signal may wake it up before its time.
    while unsafe sem_wait(semaphore) != 0 {}
  }
}
