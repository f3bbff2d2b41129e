/// Why a run stops, with everything there is to say about it.
package struct Failure: Error, Sendable {
  /// What went wrong, as the exit code tells it to a script.
  package enum Cause: Int32, Sendable {
    /// The input holds no such call, or an output was refused.
    case refused = 1
    /// The capture can't be read.
    case capture = 2
    /// Rules, templates or scenarios are wrong.
    case rules = 3
    /// The command line asks for what can't be (EX_USAGE of sysexits.h).
    case usage = 64
  }

  package let cause: Cause
  package let findings: Findings

  package init(_ cause: Cause, _ findings: Findings) {
    self.cause = cause
    self.findings = findings
  }

  /// A failure that is told in one line.
  package init(_ cause: Cause, _ code: String, _ message: String, at location: Location? = nil) {
    self.cause = cause
    var findings = Findings()
    findings.error(code, message, at: location)
    self.findings = findings
  }
}

extension Findings {
  /// Stops the run when an error was found.
  package func check(_ cause: Failure.Cause) throws(Failure) {
    if hasErrors { throw Failure(cause, self) }
  }
}
