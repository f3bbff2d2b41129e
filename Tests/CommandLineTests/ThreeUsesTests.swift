import Foundation
import Testing

/// What a new user does with the pages of this repository and nothing else.
@Suite struct ThreeUsesTests {
  @Test func theDefaultsFromTheCommandLine() throws {
    let scratch = try Scratch.forReaders()
    let page = try Documentation("README.md", section: "From capture to replay")
    #expect(try page.play(in: scratch).contains { $0.hasPrefix("pcap2scenario call.pcap ") })
    let files = scratch.files(in: "scenarios").mapValues { String(decoding: $0, as: UTF8.self) }
    #expect(Set(files.keys).isSuperset(of: ["scenario_uac.xml", "scenario_uas.xml", "caller_rtp.pcap"]))
    let shown = page.blocks("xml")
    #expect(shown.count == 1 && shown.allSatisfy { files["scenario_uac.xml"]?.contains($0) == true })
  }

  @Test func theMappingOfALab() throws {
    let scratch = try Scratch.forReaders()
    let commands = try Documentation("Rules/README.md", section: "From a problem to a tested rule").play(in: scratch)
    #expect(commands.contains { $0.contains(" rules test ") })
    let page = try Documentation("README.md", section: "A lab's own mapping, and a vendor's quirk")
    let another = try Scratch.forReaders()
    #expect(try page.play(in: another).contains { $0.hasPrefix("diff ") })
  }

  @Test func aVendorsQuirk() throws {
    let scratch = try Scratch.forReaders()
    let page = try Documentation("Templates/README.md", section: "From a vendor's quirk to a checked override")
    let commands = try page.play(in: scratch)
    #expect(commands.contains { $0.contains(" templates eject ") } && commands.contains { $0.hasPrefix("diff ") })
  }

  @Test func everyOtherSnippet() throws {
    #expect(try !Documentation("Rules/README.md").play(in: Scratch.forReaders()).isEmpty)
    let scratch = try Scratch.forReaders()
    let page = try Documentation("Templates/README.md")
    #expect(try !page.play(in: scratch).isEmpty)
    let diagram = try #require(page.blocks("mermaid").first)
    #expect(scratch.files(in: "ticket")["sequence.md"] == Data("```mermaid\n\(diagram)```\n".utf8))
  }
}
