private import Glibc
internal import Wire

/// Hands traffic on to a receiver that works on a thread of its own, while the file is read and taken apart on this one.
///
/// The receiver hears the same in the same order, one call after another, so the result does not depend on how many
/// threads there are. What is under way is bounded: whoever is faster waits.
@safe
final class Relay: TrafficReceiver {
  private let receiver: any TrafficReceiver
  /// One is filled here, one is delivered there, and the others smooth out who is faster.
  private let loads: UnsafeMutablePointer<Load>
  private var filling = 0
  private let empty: UnsafeMutablePointer<sem_t>
  private let full: UnsafeMutablePointer<sem_t>
  private var thread: pthread_t?

  private static let count = 4

  /// - Parameter receiver: nobody else may touch it until `finish` is back.
  init(to receiver: any TrafficReceiver) {
    self.receiver = receiver
    unsafe loads = .allocate(capacity: Self.count)
    unsafe loads.initialize(repeating: Load(), count: Self.count)
    unsafe empty = .allocate(capacity: 1)
    unsafe full = .allocate(capacity: 1)
    // One of them is this side's from the beginning.
    unsafe sem_init(empty, 0, UInt32(Self.count - 1))
    unsafe sem_init(full, 0, 0)
    var thread = pthread_t()
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    let status = unsafe pthread_create(&thread, nil, { context in
      guard let context = unsafe context else { return nil }
      unsafe Unmanaged<Relay>.fromOpaque(context).takeUnretainedValue().deliver()
      return nil
    }, context)
    // Without another thread the loads are delivered on this one.
    self.thread = status == 0 ? thread : nil
  }

  deinit {
    unsafe sem_destroy(empty)
    unsafe sem_destroy(full)
    unsafe empty.deallocate()
    unsafe full.deallocate()
    unsafe loads.deinitialize(count: Self.count)
    unsafe loads.deallocate()
  }

  func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    unsafe loads[filling].add(datagram: datagram, payload: payload, missing: missing)
    if unsafe loads[filling].isFull { send() }
  }

  func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {
    unsafe loads[filling].add(segment: segment, of: stream, payload: payload, afterGap: afterGap)
    if unsafe loads[filling].isFull { send() }
  }

  func ended(stream: StreamID) {
    unsafe loads[filling].add(end: stream)
    if unsafe loads[filling].isFull { send() }
  }

  /// Waits until the receiver has heard everything.
  func finish() {
    unsafe loads[filling].isLast = true
    send()
    if let thread { pthread_join(thread, nil) }
    thread = nil
  }

  private func send() {
    guard thread != nil else {
      unsafe loads[filling].deliver(to: receiver)
      return unsafe loads[filling].clear()
    }
    unsafe sem_post(full)
    if unsafe loads[filling].isLast { return }
    filling = (filling + 1) % Self.count
    unsafe wait(for: empty)
  }

  /// What the other thread does.
  private func deliver() {
    var next = 0
    while true {
      unsafe wait(for: full)
      unsafe loads[next].deliver(to: receiver)
      if unsafe loads[next].isLast { return }
      unsafe loads[next].clear()
      unsafe sem_post(empty)
      next = (next + 1) % Self.count
    }
  }

  private func wait(for semaphore: UnsafeMutablePointer<sem_t>) {
    // A signal may wake it up before its time.
    while unsafe sem_wait(semaphore) != 0 {}
  }
}
