#if Control
import Foundation

/// Workers whose server was killed: nobody waits for them any more, and nobody would end them.
enum StrayWorkers {
  /// Ends every process of the program that works in a folder of the data folder.
  static func end(program: String, in folder: DataFolder) {
    let program = URL(fileURLWithPath: program).resolvingSymlinksInPath().path
    let root = URL(fileURLWithPath: folder.root).resolvingSymlinksInPath().path
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let process = Int32(name), process != getpid(), link("/proc/\(name)/exe") == program,
        let place = link("/proc/\(name)/cwd"), place.hasPrefix(root + "/")
      else { continue }
      kill(process, SIGKILL)
    }
  }

  private static func link(_ path: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: path)
  }
}
#endif
