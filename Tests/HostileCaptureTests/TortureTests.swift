import Capture
import Diagnostics
import Dialog
import Foundation
import Scenario
import Testing

/// Where the messages are: beside the project, and not in it.
private enum Messages {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/torture")
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".dat") }.sorted()
}

/// The messages of RFC 4475, each in a capture of its own and all in one, through the whole program.
@Suite(.enabled(if: !Messages.names.isEmpty)) struct TortureTests {
  private func capture(_ names: [String]) throws -> Raw {
    var capture = Raw()
    for name in names { capture.send(Array(try Data(contentsOf: Messages.folder.appending(path: name)))) }
    return capture
  }

  private func check(_ path: String, _ name: String) throws {
    let found = try CaptureSurvey(try CaptureSet([path]), sipPort: nil).survey(keeping: .all)
    let out = FileManager.default.temporaryDirectory.appending(path: "torture-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: out) }
    for call in found.recording.calls {
      let text = try JSON.text(call)
      #expect(try JSON.text(try JSON.value(Call.self, from: Array(text.utf8))) == text, "\(name)")
    }
    for target in ["sipp", "gossipper"] {
      do throws(Failure) {
        let conversion = try Conversion(
          .init(
            captures: [path],
            folder: out.path,
            sipPort: nil,
            selection: .first,
            target: target,
            ruleFiles: [],
            templateFolders: [],
            force: true
          )
        )
        let report = try conversion.run()
        #expect(report.files.contains("scenario_uas.xml"), "\(name)")
      } catch {
        #expect(error.cause == .refused && error.findings.hasErrors, "\(name): \(error.findings.all)")
      }
    }
  }

  @Test(arguments: Messages.names) func aMessageOfItsOwn(_ name: String) throws {
    try capture([name]).written { try check($0, name) }
  }

  @Test func allAtOnce() throws {
    try capture(Messages.names).written { path in
      try check(path, "all")
      let found = try CaptureSurvey(try CaptureSet([path]), sipPort: nil).survey(keeping: .none)
      // insuf has no Call-ID; what is told of it names its frame. bext01, ... have one each.
      #expect(found.summaries.count == Set(found.summaries.map(\.callID)).count)
      #expect(found.summaries.count >= 45, "\(found.summaries.count)")
      let told = found.findings.all.filter { $0.code == "no-call-id" }.compactMap { $0.location?.frame }
      #expect(told.count + found.summaries.reduce(0) { $0 + $1.messages } == Messages.names.count)
    }
  }
}
