import Diagnostics
import Templates
import YAML

/// The text of a scenario, and how a place in it is told.
enum ScenarioText {
  /// What templates wrote, to be known as `file`: a place is the one in the template.
  case rendered(RenderedText, file: String)
  /// What somebody wrote into `file`.
  case written([UInt8], file: String)

  var bytes: [UInt8] {
    switch self {
    case .rendered(let text, _): text.bytes
    case .written(let bytes, _): bytes
    }
  }

  /// Who wrote the byte at `offset`, and where.
  func location(of offset: Int) -> Location? {
    switch self {
    case .rendered(let text, _): text.location(of: offset)
    case .written(let bytes, let file): Location(file: file, offset: offset, in: bytes)
    }
  }

  /// What a message about the byte at `offset` says besides.
  func remark(on offset: Int) -> String {
    switch self {
    case .rendered(let text, let file): " (line \(text.line(of: offset)) of \(file))"
    case .written: ""
    }
  }

  /// How bad it is what an engine passes over, or what may come to its place yet: templates are to write neither.
  var severityOfOddities: Severity {
    switch self {
    case .rendered: .error
    case .written: .warning
    }
  }
}
