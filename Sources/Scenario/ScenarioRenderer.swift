package import Diagnostics
import Dialog
package import RuleEngine
package import Templates

/// Writes the scenarios of a pair: plan in, text out.
///
/// It needs no capture.
package struct ScenarioRenderer {
  private let target: Target
  private let templates: TemplateSet

  package init(target: Target, templates: TemplateSet) {
    self.target = target
    self.templates = templates
  }

  /// A file of the result.
  package struct File: Sendable {
    package let name: String
    package let content: [UInt8]
  }

  /// The files that the messages of `plan` include.
  private static func companions(of plan: Plan, target: Target) -> [String: [UInt8]] {
    let quoting = Quoting(target)
    var companions: [String: [UInt8]] = [:]
    for case .send(let send) in plan.steps.map(\.kind) {
      companions.merge(quoting.companions(of: send.message)) { first, _ in first }
    }
    return companions
  }

  /// The scenario of each role, and the files that they include.
  ///
  /// Throws `Failure` (`refused`) for what the engine would not take, (`rules`) when a template can't be filled in.
  package func scenarios(_ pair: Pair) throws(Failure) -> [File] {
    var files: [File] = []
    var companions: [String: [UInt8]] = [:]
    for plan in pair.plans {
      let root = plan.role == .callee ? "uas.xml" : plan.answersChallenge ? "auth.xml" : "uac.xml"
      let context = ScenarioContext(plan, of: pair.call, target: target)
      let file = File(
        name: plan.role == .caller ? "scenario_uac.xml" : "scenario_uas.xml",
        content: try templates.render(root, context.fields)
      )
      if let limit = target.capabilities.largestFile, file.content.count > limit {
        throw Failure(
          .refused,
          "file-too-large",
          "\(file.name) would have \(file.content.count) bytes, but '\(target.name)' reads at most \(limit)",
          at: Location(file: plan.capture)
        )
      }
      files.append(file)
      companions.merge(Self.companions(of: plan, target: target)) { first, _ in first }
    }
    companions.merge(pair.fields.files()) { first, _ in first }
    return files + companions.sorted { $0.key < $1.key }.map { File(name: $0.key, content: $0.value) }
  }
}
