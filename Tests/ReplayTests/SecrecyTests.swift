import Foundation
import Scenario
import TestSupport
import Testing

/// What answered a challenge on the day of the capture must not come out of the program.
@Suite struct SecrecyTests {
  @Test(arguments: Fixture.challenged.filter { !$0.name.contains("unchallenged") }, ["gossipper", "sipp"])
  func `captured credentials are in no output`(of fixture: Fixture, target: String) async throws {
    let secrets = try Self.secrets(in: fixture.capture)
    try #require(!secrets.isEmpty, "the fixture holds no credentials")
    let folder = try TemporaryFolder()
    let model = try await Program.run(Project.program, ["model", fixture.capture.path])
    let main = try await Program.run(
      Project.program,
      [fixture.capture.path, "-out", folder.path, "--target", target, "--json"]
    )
    try #require(main.exitCode == 0 && model.exitCode == 0, "\(main.errors)\(model.errors)")
    var texts = ["model": model.output, "report": main.output, "errors": main.errors + model.errors]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      texts[name] = String(decoding: try Data(contentsOf: folder.file(name)), as: UTF8.self)
    }
    #expect(texts.keys.contains("scenario_uac.xml"))
    for (name, text) in texts {
      for secret in secrets { #expect(!text.contains(secret), "\(name) holds \(secret)") }
    }
  }

  /// The values of `response`, `cnonce` and `nc` that the bytes of a capture show.
  private static func secrets(in capture: URL) throws -> [String] {
    let text = String(decoding: try Data(contentsOf: capture), as: UTF8.self)
    let responses = text.matches(of: /[ ,]response="([0-9a-f]{32})"/).map { String($0.1) }
    let nonces = text.matches(of: /cnonce="([^"]+)"/).map { "cnonce=\"\($0.1)" }
    let counts = text.matches(of: /nc=([0-9a-f]{8})/).map { "nc=\($0.1)" }
    return responses + nonces + counts
  }
}
