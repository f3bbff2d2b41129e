import Capture
import Dialog
import Foundation
import Scenario
import TestSupport
import Testing
import Wire

/// Every fixture, stage by stage: capture to dialog.json, stored dialog.json to the scenarios of every target.
@Suite struct GoldenTests {
  /// In one test, because the second stage starts from what the first has stored.
  @Test(arguments: Fixture.all)
  func stages(of fixture: Fixture) throws {
    try Golden(fixture.folder.appending(path: "dialog.json")).check(Pipeline.model(of: fixture))
    let model = try Pipeline.storedModel(of: fixture)
    for target in Pipeline.targets {
      for (name, content) in try Pipeline.scenarios(of: model, target: target) {
        try Golden(fixture.folder.appending(path: "\(target)/\(name)")).check(content)
      }
    }
  }

  @Test(arguments: Fixture.all)
  func `the model survives being read and written`(of fixture: Fixture) throws {
    let text = try Pipeline.storedText(fixture, "dialog.json")
    let again = try JSON.text(try JSON.value(DialogModel.self, from: text)) + "\n"
    #expect(again == String(decoding: text, as: UTF8.self))
  }

  /// Addresses of the capture are no addresses of a replay: none may be left, in any text that is sent.
  @Test(arguments: Fixture.all, Pipeline.targets)
  func `no captured address is left`(in fixture: Fixture, target: String) throws {
    let model = try Pipeline.storedModel(of: fixture)
    let parties = model.calls.flatMap(\.legs).flatMap { [$0.caller, $0.callee] }
    for (name, content) in try Pipeline.scenarios(of: model, target: target) where name.hasSuffix(".xml") {
      let text = String(decoding: content, as: UTF8.self)
      for address in Set(parties.flatMap { $0.addresses + $0.media.map(\.address) }) {
        #expect(!text.contains("\(address)"), "\(name) still names \(address)")
      }
    }
  }

  /// Tags and Call-IDs belong to the captured dialog: a replay that repeats one is no new call.
  @Test(arguments: Fixture.all, Pipeline.targets)
  func `no captured tag or Call-ID is left`(in fixture: Fixture, target: String) throws {
    let model = try Pipeline.storedModel(of: fixture)
    let tags = model.calls.flatMap(\.legs).flatMap { [$0.caller.tag, $0.callee.tag] }.compactMap(\.self)
    for (name, content) in try Pipeline.scenarios(of: model, target: target) where name.hasSuffix(".xml") {
      // A proxy writes tags into its Record-Route for its own use (Kamailio's ftag); they name no dialog.
      let text = String(decoding: content, as: UTF8.self).split(separator: "\n")
        .filter { !$0.contains("Route: ") }.joined(separator: "\n")
      for word in Set(tags + model.calls.map(\.callID)) {
        #expect(!text.contains(word), "\(name) still says \(word)")
      }
    }
  }

  /// Real captures of other projects have no goldens, but what is made of them must be sound.
  @Test(
    .enabled(if: Project.sharedCaptures != nil, "../shared/captures is missing"),
    arguments: Project.sharedCaptures ?? []
  )
  func `foreign captures give a model that survives`(_ capture: URL) throws {
    let found = try CaptureSurvey(try CaptureSet([capture.path]), sipPort: nil).survey(keeping: .all)
    let text = try JSON.text(DialogModel(capture: capture.lastPathComponent, calls: found.recording.calls))
    #expect(try JSON.text(try JSON.value(DialogModel.self, from: Array(text.utf8))) == text)
  }
}
