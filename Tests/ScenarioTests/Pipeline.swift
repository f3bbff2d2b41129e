import Capture
import Diagnostics
import Dialog
import Foundation
import RuleEngine
import Scenario
import Templates
import TestSupport
import Testing

/// The way of the data, stage by stage: every stage can be had from the stored result of the one before.
enum Pipeline {
  static let targets = ["gossipper", "sipp"]

  /// The rules and templates of every target.
  private static let loaded: [String: (RuleSet, FormatTemplates)] = {
    var findings = Findings()
    let loaded = targets.compactMap { target in
      (try? RuleCatalog.ruleSet(target: target, files: [])).flatMap { rules in
        (try? TemplateCatalog.templates(target: target, folders: [], findings: &findings)).map { (target, (rules, $0)) }
      }
    }
    return Dictionary(uniqueKeysWithValues: loaded)
  }()

  /// The first stage: what `pcap2scenario model` prints.
  static func model(of fixture: Fixture) throws -> String {
    let survey = CaptureSurvey(try CaptureSet([fixture.capture.path]), sipPort: nil)
    let calls = try survey.survey(keeping: .all).recording.calls
    return try JSON.text(DialogModel(capture: fixture.capture.lastPathComponent, calls: calls)) + "\n"
  }

  /// The stored result of the first stage.
  static func storedModel(of fixture: Fixture) throws -> DialogModel {
    try JSON.value(DialogModel.self, from: storedText(fixture, "dialog.json"))
  }

  /// A stored result of a fixture.
  static func storedText(_ fixture: Fixture, _ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: fixture.folder.appending(path: name)))
  }

  /// The second stage: both scenarios and what the planner has to say, by file name.
  static func scenarios(of model: DialogModel, target: String) throws -> [String: [UInt8]] {
    var findings = Findings()
    let (rules, templates) = try #require(loaded[target])
    let call = try #require(model.calls.first { $0.kind == .invite } ?? model.calls.first)
    let pair = Planner(rules: rules, capture: model.capture)
      .pair(call, leg: try #require(call.legs.first), findings: &findings)
    var files = ["diagnostics.txt": Array(findings.all.map { "\($0)\n" }.joined().utf8)]
    for file in try ScenarioRenderer(target: rules.target, templates: templates).files(pair) {
      files[file.name] = file.content
    }
    return files
  }
}
