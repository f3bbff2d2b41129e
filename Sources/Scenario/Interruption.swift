private import Glibc

/// What an interrupted run must clear away: half-written files, and programs that it started.
///
/// SIGINT, SIGTERM and SIGHUP end the run as they would without it, but nothing is left behind. The handler may only
/// touch memory that is there already, so what it needs is kept as C text in a list that only grows.
package enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Begins to watch for signals.
  package static func watch() {
    unsafe Ledger.prepare()
    for signal in signals { _ = Glibc.signal(signal, onSignal) }
    // A closed pipe and a limit on file sizes are told as errors, by whoever writes.
    for signal in [SIGPIPE, SIGXFSZ] { _ = Glibc.signal(signal, SIG_IGN) }
  }

  /// A file that must go when the run is interrupted, or a folder, told before the files in it.
  ///
  /// - Returns: what to hand to `keep` once the file is complete.
  static func removes(_ path: String) -> Int {
    unsafe Ledger.add(path: strdup(path), process: 0)
  }

  /// A program that must end when the run is interrupted.
  ///
  /// - Returns: what to hand to `keep` once it has ended.
  package static func ends(_ process: Int32) -> Int {
    unsafe Ledger.add(path: nil, process: process)
  }

  /// Takes an entry back.
  package static func keep(_ entry: Int) {
    unsafe Ledger.clear(entry)
  }

  private static let onSignal: @convention(c) (Int32) -> Void = { number in
    unsafe Ledger.carryOut()
    _ = Glibc.signal(number, SIG_DFL)
    raise(number)
  }
}

/// The list that the signal handler walks: only the main thread writes it, and an entry counts once it is whole.
@unsafe
private enum Ledger {
  @unsafe
  struct Entry {
    var path: UnsafeMutablePointer<CChar>?
    var process: Int32
  }

  nonisolated(unsafe) static var entries: UnsafeMutablePointer<Entry>?
  nonisolated(unsafe) static var count = 0
  nonisolated(unsafe) static var capacity = 0

  /// So that nothing is initialised for the first time inside a handler.
  static func prepare() {
    if unsafe entries == nil { unsafe grow() }
  }

  static func add(path: UnsafeMutablePointer<CChar>?, process: Int32) -> Int {
    if unsafe count == capacity { unsafe grow() }
    unsafe entries?[count] = unsafe Entry(path: path, process: process)
    unsafe count += 1
    return unsafe count - 1
  }

  static func clear(_ entry: Int) {
    unsafe entries?[entry] = unsafe Entry(path: nil, process: 0)
  }

  static func carryOut() {
    for index in unsafe (0..<count).reversed() {
      guard let entry = unsafe entries?[index] else { return }
      if let path = unsafe entry.path, unsafe unlink(path) != 0 { unsafe _ = rmdir(path) }
      if unsafe entry.process > 0 { unsafe kill(entry.process, SIGKILL) }
    }
  }

  /// The old list stays where it is: a handler may be in the middle of it.
  private static func grow() {
    let larger = unsafe max(64, capacity * 2)
    let list = UnsafeMutablePointer<Entry>.allocate(capacity: larger)
    for index in unsafe 0..<count {
      if let entry = unsafe entries?[index] { unsafe (list + index).initialize(to: entry) }
    }
    unsafe entries = unsafe list
    unsafe capacity = larger
  }
}
