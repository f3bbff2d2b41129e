package import Diagnostics
private import Glibc
import Scenario

/// A stock SIPp on this machine.
package struct Engine: Sendable {
  /// The path of the program.
  package let executable: String

  /// - Parameter name: a path, or the name of a program in the PATH.
  ///
  /// Throws `Failure` (`refused`) when there is none.
  package init(_ name: String) throws(Failure) {
    let candidates =
      name.contains("/") ? [name] : Self.path.map { "\($0)/\(name)" }
    guard let found = candidates.first(where: { unsafe access($0, X_OK) == 0 && !Disk.isFolder($0) }) else {
      throw Failure(
        .refused,
        "no-engine",
        "there is no program '\(name)' to replay with: install SIPp (on Debian: sudo apt-get install sip-tester), "
          + "or name one by --engine"
      )
    }
    executable = found
  }

  private static var path: [String] {
    unsafe getenv("PATH").map { unsafe String(cString: $0) }?.split(separator: ":").map(String.init) ?? []
  }
}
