#if Control
@testable import ControlServer
import Testing

struct FindingTests {
  @Test func aLineOfTheProgramIsTakenApart() throws {
    let text = "lab/rules/a.yaml:12:7: error: [unknown-key] unknown key 'x': did you mean 'y'?"
    let finding = try #require(Finding(text))
    #expect(finding.file == "a.yaml")
    #expect(finding.line == 12)
    #expect(finding.column == 7)
    #expect(finding.severity == "error")
    #expect(finding.code == "unknown-key")
    #expect(finding.message == "unknown key 'x': did you mean 'y'?")
    #expect(finding.description == "a.yaml:12:7: error: [unknown-key] unknown key 'x': did you mean 'y'?")
  }

  @Test func aPlaceCanBeAFrameOrNothing() throws {
    let frame = try #require(Finding("/data/media/pcap/call.pcap: frame 42: warning: [tcp-gap] a gap"))
    #expect(frame.severity == "warning")
    #expect(frame.line == nil)
    let nowhere = try #require(Finding("note: [hint] only a note"))
    #expect(nowhere.file == nil)
    #expect(nowhere.message == "only a note")
  }

  @Test(arguments: ["", "Usage: pcap2scenario", "error: no code", "a:1:2: fatal: [x] y"])
  func otherLinesAreNone(_ text: String) {
    #expect(Finding(text) == nil)
  }
}
#endif
