internal import CPcap
internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension CaptureFile {
  /// Opens the file, or says why it can't be read and what to do next.
  static func open(_ path: String) throws(Failure) -> PcapFile {
    try checkPlace(path)
    do {
      return try PcapFile(path)
    } catch {
      let signature = FileSignature(of: PcapFile.start(of: path))
      throw failure("not-a-capture", signature.refusal(reason: error.reason), path)
    }
  }

  /// The link layer of an open capture, unless it is one that can't be decoded.
  static func link(of file: borrowing PcapFile, _ path: String) throws(Failure) -> LinkType {
    if let link = LinkType(number: file.linkNumber) { return link }
    throw failure(
      "unsupported-link",
      "link type \(file.linkName) is not supported; capture on an interface of one of these: \(LinkType.supported)",
      path
    )
  }

  private static func checkPlace(_ path: String) throws(Failure) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      let reason = errno
      guard reason == ENOENT || reason == ENOTDIR else { throw unreadable(path, reason) }
      throw failure("no-such-file", "no such file; check the path", path)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw failure("is-a-folder", "this is a folder; name a capture file in it", path)
    default:
      throw failure("not-a-file", "not a regular file, and a capture is read twice; save it to a file first", path)
    }
    guard unsafe access(path, R_OK) == 0 else { throw unreadable(path, errno) }
  }

  private static func unreadable(_ path: String, _ reason: Int32) -> Failure {
    let text = unsafe String(cString: strerror(reason))
    return failure("no-permission", "can't be read (\(text)); look at its permissions with `ls -l`", path)
  }

  private static func failure(_ code: String, _ message: String, _ path: String) -> Failure {
    Failure(.capture, code, message, at: Location(file: path))
  }
}
