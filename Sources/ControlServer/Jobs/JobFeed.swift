#if Control
/// Tells whoever listens what becomes of jobs.
actor JobFeed {
  /// What is told.
  enum Event: Sendable {
    case changed(Job)
    /// So many bytes were read by the worker of the job.
    case progress(id: String, bytes: Int)

    var id: String {
      switch self {
      case .changed(let job): job.id
      case .progress(let id, _): id
      }
    }
  }

  private var listeners: [Int: (id: String?, stream: AsyncStream<Event>.Continuation)] = [:]
  private var next = 0
  private var isClosed = false

  /// Everything from now on, or what becomes of one job; who listens too slowly loses the oldest.
  func listen(to id: String? = nil) -> AsyncStream<Event> {
    let (stream, continuation) = AsyncStream<Event>.makeStream(bufferingPolicy: .bufferingNewest(256))
    if isClosed {
      continuation.finish()
      return stream
    }
    let number = next
    next += 1
    listeners[number] = (id, continuation)
    continuation.onTermination = { _ in Task { await self.forget(number) } }
    return stream
  }

  func tell(_ event: Event) {
    for listener in listeners.values where listener.id == nil || listener.id == event.id {
      listener.stream.yield(event)
    }
  }

  /// Ends all streams: the server stops.
  func close() {
    isClosed = true
    for listener in listeners.values { listener.stream.finish() }
    listeners = [:]
  }

  private func forget(_ number: Int) { listeners[number] = nil }
}
#endif
