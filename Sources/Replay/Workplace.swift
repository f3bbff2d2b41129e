package import Diagnostics
private import Glibc
import Scenario

/// The folder that a replay works in: one of the user's, or one that goes away with the last reference to it.
package final class Workplace {
  package let path: String
  private let isKept: Bool

  /// A folder that stays; made where it is missing.
  ///
  /// Throws `Failure` (`refused`) when it can't be made.
  package init(kept path: String) throws(Failure) {
    try Disk.makeFolder(path)
    self.path = path
    isKept = true
  }

  /// A new folder among the temporary files.
  ///
  /// Throws `Failure` (`refused`) when it can't be made.
  package init() throws(Failure) {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/pcap2scenario-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw Failure.system(.refused, "cannot-write", "no temporary folder can be made", at: parent)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    isKept = false
  }

  deinit {
    if !isKept { Disk.removeFolder(path) }
  }
}
