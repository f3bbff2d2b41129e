import Diagnostics

/// What was found in one scenario, each with the place of whoever wrote it.
struct ScenarioFindings {
  private(set) var all = Findings()
  /// What was told already: a slip in a template is told once, however many lines and files it writes.
  private(set) var told: Set<Diagnostic>
  private let text: ScenarioText
  /// Where rules wrote what stands in brackets, by its name.
  private let origins: [String: Location]
  private var count = 0

  /// After so many nobody reads on; a hostile file has hundreds of thousands.
  static let most = 100

  init(_ text: ScenarioText, origins: [String: Location], told: Set<Diagnostic>) {
    self.text = text
    self.origins = origins
    self.told = told
  }

  /// Whether the search may end.
  var areEnough: Bool { count >= Self.most }

  /// - Parameter variable: what stands in brackets there, when it is about that: a rule may have written it.
  mutating func add(
    _ code: String,
    _ message: String,
    at offset: Int,
    of variable: String? = nil,
    as severity: Severity = .error
  ) {
    guard !areEnough else { return }
    let offset = max(0, min(offset, text.bytes.count - 1))
    let location = variable.flatMap { origins[$0] } ?? text.location(of: offset)
    guard told.insert(Diagnostic(severity, code, message, at: location)).inserted else { return }
    all.add(Diagnostic(severity, code, message + text.remark(on: offset), at: location))
    count += 1
    if areEnough {
      let message = "the search ends after \(Self.most): mend these first"
      all.error("scenario-errors", message, at: text.location(of: offset))
    }
  }

  /// Whether a rule wrote what is called so in brackets.
  func isFromRule(_ variable: String) -> Bool { origins[variable] != nil }
}
