#if Control
private import CArchive
import Foundation

/// A zip of a few files in one folder.
struct ZipArchive: Sendable {
  struct Entry: Sendable {
    enum Content: Sendable {
      case text(String)
      /// The path of a file.
      case file(String)
    }

    let name: String
    let content: Content
  }

  let folder: String
  let files: [Entry]

  /// Writes it to a new file.
  ///
  /// Throws `ZipFailure` when a file can't be read or the disk refuses.
  func write(to path: String) throws {
    guard let archive = unsafe archive_write_new() else { throw ZipFailure(reason: "no memory") }
    defer { unsafe archive_write_free(archive) }
    func check(_ code: Int32) throws {
      if code >= ARCHIVE_WARN { return }
      let reason = unsafe archive_error_string(archive).map { unsafe String(cString: $0) }
      throw ZipFailure(reason: reason ?? "code \(code)", isFullDisk: unsafe archive_errno(archive) == ENOSPC)
    }
    try check(unsafe archive_write_set_format_zip(archive))
    try check(unsafe archive_write_open_filename(archive, path))
    for file in files {
      let data =
        switch file.content {
        case .text(let text): Data(text.utf8)
        case .file(let path): try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        }
      guard let entry = unsafe archive_entry_new() else { throw ZipFailure(reason: "no memory") }
      defer { unsafe archive_entry_free(entry) }
      unsafe archive_entry_set_pathname(entry, folder + "/" + file.name)
      unsafe archive_entry_set_filetype(entry, 0o100000)
      unsafe archive_entry_set_perm(entry, 0o644)
      unsafe archive_entry_set_size(entry, Int64(data.count))
      try check(unsafe archive_write_header(archive, entry))
      let written = unsafe data.withUnsafeBytes { bytes in
        unsafe archive_write_data(archive, bytes.baseAddress, bytes.count)
      }
      guard written == data.count else {
        try check(written < 0 ? ARCHIVE_FATAL : ARCHIVE_OK)
        throw ZipFailure(reason: "\(file.name) could not be written")
      }
    }
    try check(unsafe archive_write_close(archive))
  }
}

/// Why no archive was written.
struct ZipFailure: Error {
  let reason: String
  var isFullDisk = false
}
#endif
