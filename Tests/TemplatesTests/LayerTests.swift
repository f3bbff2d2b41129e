import Diagnostics
import Foundation
import Templates
import Testing

/// Templates laid over each other, and read from a folder.
@Suite struct LayerTests {
  @Test func theLastOfANameWins() {
    var layers = TemplateLayers()
    layers.add([source("send", "1"), source("recv", "1")])
    layers.add([source("send", "2")])
    layers.add([source("send", "3"), source("nop", "3")])
    #expect(layers.effective.mapValues(\.text) == ["send": "3", "recv": "1", "nop": "3"])
    #expect(layers.entries.map(\.source.name) == ["nop", "recv", "send"])
    #expect(layers.entries.map { $0.hidden.map(\.text) } == [[], [], ["2", "1"]])
  }

  @Test func aFolderHoldsCommonAndSpecificTemplates() throws {
    try inFolder([
      "send.mustache": "common", "recv.mustache": "common", "sipp/send.mustache": "sipp",
      "gossipper/recv.mustache": "gossipper", "notes.txt": "", ".#send.mustache": "", "uac.xml.mustache": "",
    ]) { folder in
      var findings = Findings()
      let sources = TemplateSource.folder(folder, target: "sipp", into: &findings)
      #expect(findings.all.isEmpty)
      #expect(sources.map(\.name) == ["recv", "send", "uac.xml", "send"])
      #expect(sources.map(\.text) == ["common", "common", "", "sipp"])
      #expect(sources.last?.file == folder + "/sipp/send.mustache")
      #expect(sources.allSatisfy { $0.origin == .folder })
    }
  }

  @Test func aFolderThatGivesNothingIsAnError() throws {
    try inFolder(["gossipper/recv.mustache": "", "file": ""]) { folder in
      for (path, target) in [(folder, "sipp"), (folder + "/none", "sipp"), (folder + "/file", "sipp")] {
        var findings = Findings()
        #expect(TemplateSource.folder(path, target: target, into: &findings).isEmpty)
        #expect(findings.all.map(\.code) == ["template-folder"])
        #expect(findings.all.first?.location?.file == path)
      }
    }
  }

  @Test func aFileThatIsNotUTF8IsAnErrorAtItsLine() throws {
    try inFolder(["send.mustache": "a\nb\n"]) { folder in
      try Data([0x61, 0x0A, 0x62, 0xE9, 0x0A]).write(to: URL(fileURLWithPath: folder + "/recv.mustache"))
      var findings = Findings()
      #expect(TemplateSource.folder(folder, target: "sipp", into: &findings).map(\.name) == ["send"])
      #expect(findings.all.map { $0.location?.description } == [folder + "/recv.mustache:2"])
      #expect(findings.all.map(\.code) == ["template-encoding"])
    }
  }

  @Test func aFileThatReplacesNothingIsWarnedOf() throws {
    var layers = TemplateLayers()
    layers.add([source("root", "{{> send}}"), source("send", ""), source("spare", "")])
    layers.add([TemplateSource(name: "sned", file: "lab/sned.mustache", text: "", origin: .folder)])
    var findings = Findings()
    _ = try TemplateSet(layers, roots: [RootTemplate("root", schema)], into: &findings)
    #expect(findings.all.map(\.code) == ["unused-template"])
    #expect(findings.all.first?.description.contains("lab/sned.mustache: warning") == true)
    #expect(findings.all.first?.message.contains("did you mean 'send'?") == true)
  }

  @Test func theSchemaListsEveryName() {
    #expect(
      schema.listing.map(\.path) == [
        "peer", "peer.host", "peer.port", "steps", "steps.kind", "steps.lines", "steps.optional", "steps.status",
        "steps.title", "title", "verbose",
      ]
    )
  }

  @Test func whatIsAskedForIsKnownThroughSectionsPartialsAndTransforms() throws {
    var layers = TemplateLayers()
    layers.add([
      source("root", "{{> part}}{{! verbose }}"),
      source("part", "{{#peer}}{{host}}{{/peer}}{{^empty(steps)}}x{{/empty(steps)}}"),
      source("unused", "{{title}}"),
    ])
    var findings = Findings()
    let set = try TemplateSet(layers, roots: [RootTemplate("root", schema)], into: &findings)
    #expect(["peer", "host", "steps", "title", "verbose"].filter(set.asks) == ["peer", "host", "steps"])
  }

  private func source(_ name: String, _ text: String) -> TemplateSource {
    TemplateSource(name: name, file: "\(name).mustache", text: text)
  }

  /// Lends a folder with these files.
  private func inFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try body(folder.path)
  }
}
