import Diagnostics
private import Glibc
import Scenario

/// One engine at work.
///
/// Whoever starts one sees to its end: what is still running when the last reference goes is killed.
final class EngineProcess {
  private let process: Int32
  private let output: String
  private let errors: String
  private let interruption: Int
  /// What it exited with, 128 and the signal when one ended it; nil while it runs.
  private(set) var exitCode: Int32?

  /// Starts the engine without a terminal; what it prints goes to `NAME.out` and `NAME.stderr` in `folder`.
  ///
  /// Throws `Failure` (`refused`) when it can't be started.
  init(_ executable: String, _ arguments: [String], name: String, in folder: String) throws(Failure) {
    output = "\(folder)/\(name).out"
    errors = "\(folder)/\(name).stderr"
    do throws(Spawning.Refused) {
      process = try Spawning(executable: executable, arguments: arguments, output: output, errors: errors).start()
    } catch {
      errno = error.reason
      throw Failure.system(.refused, "cannot-start", "the engine can't be started", at: executable)
    }
    interruption = Interruption.ends(process)
  }

  deinit {
    if exitCode == nil { end() }
  }

  /// Whether it has ended by now.
  var hasEnded: Bool {
    if exitCode == nil { look(WNOHANG) }
    return exitCode != nil
  }

  /// Kills it and waits for its end.
  func end() {
    guard !hasEnded else { return }
    kill(process, SIGKILL)
    look(0)
  }

  /// What it has written to standard output and standard error.
  var printed: String {
    [output, errors].map { (try? Disk.read($0, as: .refused)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
      .joined()
  }

  private func look(_ options: Int32) {
    var status: Int32 = 0
    var found: Int32
    repeat { found = unsafe waitpid(process, &status, options) } while found < 0 && errno == EINTR
    guard found == process else { return }
    Interruption.keep(interruption)
    let signal = status & 0x7F
    exitCode = signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}
