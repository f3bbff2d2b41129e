#if Control
import Foundation

/// Tells how many bytes a process has read so far, as the kernel counts them.
struct ProcessWatcher: Sendable {
  /// Reports every half second until the process has ended or the task is cancelled.
  func watch(_ process: Int32, report: @Sendable (Int) async -> Void) async {
    let path = "/proc/\(process)/io"
    while !Task.isCancelled, let bytes = Self.bytesRead(path) {
      await report(bytes)
      try? await Task.sleep(for: .milliseconds(500))
    }
  }

  private static func bytesRead(_ path: String) -> Int? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8), let line = text.split(separator: "\n").first,
      let number = line.split(separator: " ").last
    else { return nil }
    return Int(number)
  }
}
#endif
