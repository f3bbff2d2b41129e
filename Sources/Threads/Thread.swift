private import Glibc

/// Another thread of this program.
///
/// What it works on is its own until it was waited for: no compiler sees to that.
package struct Thread: ~Copyable {
  private let thread: pthread_t

  /// Runs `body`; nil when there is no thread to be had.
  package init?(_ body: @escaping () -> Void) {
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(Body(body)).toOpaque()
    let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
      if let context = unsafe context { unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
      return nil
    }
    guard unsafe pthread_create(&thread, nil, start, context) == 0 else {
      unsafe Unmanaged<Body>.fromOpaque(context).release()
      return nil
    }
    self.thread = thread
  }

  /// Waits until it has ended.
  package consuming func join() {
    pthread_join(thread, nil)
  }

  /// What a thread is started with: C knows no closure.
  private final class Body {
    let run: () -> Void

    init(_ run: @escaping () -> Void) {
      self.run = run
    }
  }
}
