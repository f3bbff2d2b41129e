import ArgumentParser
import Diagnostics
private import Glibc
import Scenario

/// Prints results to standard output and diagnostics to standard error, and turns failures into exit codes.
final class Console {
  private let asJSON: Bool
  private let isStrict: Bool
  private var hasWarned = false

  init(_ output: OutputArguments) {
    asJSON = output.json
    isStrict = output.strict
  }

  /// Runs a subcommand.
  ///
  /// Throws `ExitCode` when it failed, or when it warned and `--strict` was given.
  func run(_ job: (Console) throws -> Void) throws {
    Interruption.watch()
    do {
      try job(self)
    } catch let failure as Failure {
      tell(failure.findings)
      throw ExitCode(failure.cause.rawValue)
    }
    if isStrict, hasWarned { throw ExitCode(Failure.Cause.refused.rawValue) }
  }

  /// Prints diagnostics, one a line, coloured on a terminal.
  func tell(_ findings: Findings) {
    for diagnostic in findings.all {
      hasWarned = hasWarned || diagnostic.severity == .warning
      // When nobody reads errors there is nobody to tell that either.
      _ = write(coloured(diagnostic) + "\n", to: STDERR_FILENO)
    }
  }

  /// Prints a result: as JSON when that was asked for or when there is no other form.
  ///
  /// Throws `Failure` (`refused`) when standard output does not take it: a full disk, a pipe that nobody reads.
  func show(_ value: some Encodable, as text: (() -> String)? = nil) throws {
    try show(value, inPieces: text.map { text in { [[UInt8](text().utf8)] } })
  }

  /// The same of a long text, which comes in pieces.
  func show(_ value: some Encodable, inPieces texts: (() -> some Sequence<[UInt8]>)?) throws {
    let isPrinted =
      if let texts, !asJSON {
        texts().allSatisfy { write($0, to: STDOUT_FILENO) }
      } else {
        write(try JSON.text(value) + "\n", to: STDOUT_FILENO)
      }
    guard isPrinted else {
      throw Failure.system(
        .refused,
        "cannot-print",
        "the result could not be printed to its end, but files that the run writes are complete",
        at: "standard output"
      )
    }
  }

  /// Keeps a large value to the program's end, which gives its memory back at once and not piece by piece.
  func keep<Value>(_ value: Value) {
    unsafe UnsafeMutablePointer<Value>.allocate(capacity: 1).initialize(to: value)
  }

  private func coloured(_ diagnostic: Diagnostic) -> String {
    guard isatty(STDERR_FILENO) == 1, unsafe getenv("NO_COLOR") == nil else { return diagnostic.description }
    let colour =
      switch diagnostic.severity {
      case .error: "31"
      case .warning: "33"
      case .note: "36"
      }
    return "\u{1B}[\(colour)m\(diagnostic.description)\u{1B}[0m"
  }

  private func write(_ text: String, to descriptor: Int32) -> Bool { write(Array(text.utf8), to: descriptor) }

  private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var position = 0
    while position < bytes.count {
      let count = unsafe bytes[position...].withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      position += count
    }
    return true
  }
}
