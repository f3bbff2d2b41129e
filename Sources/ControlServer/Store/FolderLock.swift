#if Control
import Foundation
import SystemPackage

/// Keeps a second server out of a data folder; the kernel gives it up however the process ends.
final class FolderLock: Sendable {
  private let file: SystemPackage.FileDescriptor

  /// Throws `FolderInUse` when another process has it.
  init(_ path: String) throws {
    file = try SystemPackage.FileDescriptor.open(
      FilePath(path),
      .writeOnly,
      options: [.create, .closeOnExec],
      permissions: .ownerReadWrite
    )
    guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
      try? file.close()
      throw FolderInUse()
    }
  }

  deinit { try? file.close() }
}

/// Another server works in the folder.
struct FolderInUse: Error, CustomStringConvertible {
  var description: String { "another server works in it" }
}
#endif
