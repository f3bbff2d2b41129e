import Diagnostics
import Dialog
import RuleEngine

/// All that is written for one call, but for its media: it is in memory, nothing of it on disk.
struct CallScript: Sendable {
  /// The folder that it is for.
  let folder: String
  let shown: Disguising
  /// The capture as it may be shown.
  let capture: String
  let pair: Pair
  let files: [ScenarioRenderer.File]
  let findings: Findings

  /// - Parameters:
  ///   - call: the call as captured.
  ///   - leg: which of its legs.
  ///   - capture: the name of the capture.
  ///   - folder: where the call, as it may be shown, will stand.
  ///
  /// Throws `Failure`: `refused` when the call has no such leg, and as `ScenarioRenderer.files` does.
  init(
    _ call: Call,
    leg: Int,
    of capture: String,
    rules: RuleSet,
    formats: [FormatTemplates],
    in folder: (Call) -> String
  ) throws(Failure) {
    shown = Disguising(call, rules: rules)
    self.folder = folder(shown.call)
    self.capture = Disguising.path(of: capture, rules: rules)
    var findings = Findings()
    let planner = Planner(rules: rules, capture: self.capture.lastPathComponent)
    pair = planner.pair(shown.call, leg: try shown.call.leg(leg, in: capture), findings: &findings)
    var files: [ScenarioRenderer.File] = []
    for format in formats {
      files += try ScenarioRenderer(target: rules.target, templates: format).files(pair, in: self.folder)
    }
    self.files = files
    // What an engine can't replay is no matter to who asks for a picture of the call.
    self.findings = formats.contains(where: \.format.usesPlan) ? findings : Findings()
  }
}

extension Call {
  /// The leg with this number.
  ///
  /// Throws `Failure` (`refused`) when the call has none, with those it has.
  func leg(_ number: Int, in capture: String) throws(Failure) -> Leg {
    if let leg = legs.first(where: { $0.number == number }) { return leg }
    let known = legs.map { "\($0.number) (\($0.caller.endpoint) to \($0.callee.endpoint))" }.joined(separator: ", ")
    throw Failure(
      .refused,
      "no-such-leg",
      "the call has no leg \(number); it has \(known)",
      at: Location(file: capture)
    )
  }
}
