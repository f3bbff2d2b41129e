import Foundation
import TestSupport
import Testing

/// Nothing runs gossipper here: what is written for it is held against what it documents.
@Suite struct GossipperTests {
  private static let names = ["scenario_uac.xml", "scenario_uas.xml"]

  private func outline(_ fixture: Fixture, _ name: String) throws -> Outline {
    try Outline(try Pipeline.storedText(fixture, "gossipper/\(name)"))
  }

  @Test(arguments: Fixture.all, names)
  func `elements and attributes are documented ones`(_ fixture: Fixture, _ name: String) throws {
    for element in try outline(fixture, name).elements {
      let attributes = GossipperDialect.elements[element.name]
      #expect(attributes != nil, "<\(element.name)>")
      #expect(Set(element.attributes.keys).isSubset(of: attributes ?? []), "<\(element.name)> \(element.attributes)")
      if let parent = element.parent {
        #expect(GossipperDialect.parents[element.name]?.contains(parent) == true, "<\(element.name)> in <\(parent)>")
      }
    }
  }

  @Test(arguments: Fixture.all, names)
  func `variables are documented ones`(_ fixture: Fixture, _ name: String) throws {
    for line in try outline(fixture, name).messages.flatMap({ $0.split(separator: "\n") }) {
      for word in line.matches(of: /\[([^\]]*)\]/).map({ String($0.1) }) {
        #expect(GossipperDialect.knows(word), "[\(word)] in \(line)")
      }
    }
  }

  @Test(arguments: Fixture.all)
  func `a client's scenario receives no request`(_ fixture: Fixture) throws {
    let steps = try outline(fixture, "scenario_uac.xml").elements.filter { $0.name == "recv" }
    #expect(steps.allSatisfy { $0.attributes["request"] == nil })
  }

  @Test(arguments: Fixture.all, names)
  func `empty lines are empty`(_ fixture: Fixture, _ name: String) throws {
    for message in try outline(fixture, name).messages {
      let lines = message.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast()
      #expect(lines.contains(""), "no empty line ends the headers")
      #expect(!lines.contains { !$0.isEmpty && $0.allSatisfy { $0 == " " || $0 == "\t" } }, "a line of blanks")
    }
  }

  @Test(arguments: Fixture.all, names)
  func `no pause stands in front of what is received`(_ fixture: Fixture, _ name: String) throws {
    let steps = try outline(fixture, name).steps
    for (step, next) in zip(steps, steps.dropFirst()) where step == "pause" { #expect(!next.hasPrefix("recv")) }
  }

  /// In the fixtures in which only an INVITE opens a dialog.
  @Test(
    arguments: Fixture.all.filter { $0.name.contains(/^(plain|callee-hangs-up|challenge|compact|hold|refer|info)/) }
  )
  func `no answer has two To tags`(_ fixture: Fixture) throws {
    let outline = try outline(fixture, "scenario_uas.xml")
    for message in outline.messages where message.contains("SIP/2.0 200") && message.contains("[last_To:];tag=") {
      // The tag is given with the answer that opens the dialog: that one brings a session, or a Contact.
      #expect(message.contains("Contact:") || message.contains("m: "))
    }
  }

  /// As documented, but 183 is accepted too.
  @Test func `a plain caller is as documented`() throws {
    var documented = GossipperDialect.caller
    documented.insert("recv 183, optional", at: 3)
    #expect(try outline(.named("plain-udp"), "scenario_uac.xml").steps == documented)
  }

  /// As documented, but the capture's own 100 and waiting times are there, and the media stops with the BYE: what
  /// arrives during a pause is lost on other engines.
  @Test func `a plain callee is as documented`() throws {
    let steps = try outline(.named("plain-udp"), "scenario_uas.xml").steps.filter { $0 != "pause" && $0 != "send 100" }
    let documented = GossipperDialect.callee.filter { $0 != "pause" && $0 != "nop, stop" }
      .map { $0 == "recv BYE" ? "recv BYE, stop" : $0 }
    #expect(steps == documented)
  }

  @Test(arguments: ["challenge-401-udp", "challenge-407-udp"])
  func `a challenged caller is as documented`(_ name: String) throws {
    let outline = try outline(.named(name), "scenario_uac.xml")
    let steps = outline.steps.filter { !$0.hasSuffix("optional") }.map { $0.replacing("407", with: "401") }
    #expect(
      steps == GossipperDialect.challenged + GossipperDialect.caller.dropFirst().filter { !$0.hasSuffix("optional") }
    )
    let branches = outline.messages.map { $0.firstMatch(of: /branch=([^;\n]*)/)?.1 }
    #expect(branches[0] == branches[1], "the ACK to a failure shares the branch of its INVITE")
    #expect(branches[0] != branches[2], "the second INVITE has a branch of its own")
    #expect(outline.messages[2].contains("\n    [authentication]\n"))
    #expect(outline.messages[2].contains("CSeq: 2 INVITE"))
  }

  /// The documented messages, line for line, where they are not the example's own invention.
  @Test func `what is renewed is as documented`() throws {
    let caller = try outline(.named("plain-udp"), "scenario_uac.xml").messages
    for line in [
      "INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0",
      "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]", ";tag=[pid]GossipTag00[call_number]",
      "Call-ID: [call_id]", "@[local_ip]:[local_port];transport=[transport]>", "IN IP4 [local_ip]\n",
      "c=IN IP4 [local_ip]\n",
      "m=audio [media_port] RTP/AVP 0 8",
    ] { #expect(caller[0].contains(line), "\(line)") }
    #expect(caller[1].contains("ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0"))
    #expect(caller[1].contains("[peer_tag_param]") && caller[2].contains("[peer_tag_param]"))
    let callee = try outline(.named("plain-udp"), "scenario_uas.xml").messages
    let copied = [
      "[last_Via:]", "[last_From:]", "[last_To:];tag=[pid]GossipTag01[call_number]", "[last_Call-ID:]", "[last_CSeq:]",
    ]
    for message in callee[1...2] {
      let lines = message.split(separator: "\n").map { $0.drop { $0 == " " } }
      #expect(lines.filter { $0.hasPrefix("[") && $0 != "[last_Record-Route:]" }.map(String.init) == copied)
    }
  }

  private static let reference = Project.root.deletingLastPathComponent().appending(
    path: "shared/reference/pcap2scenario.txt"
  )

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: reference.path), "the reference is not beside this checkout")
  )
  func `the list of steps is what the documentation shows`() throws {
    let text = try String(contentsOf: Self.reference, encoding: .utf8)
    let examples = text.matches(of: /(?s)<\?xml.*?<\/scenario>/).map { Array($0.0.utf8) }
    try #require(examples.count == 2)
    #expect(try Outline(examples[0]).steps == GossipperDialect.caller)
    #expect(try Outline(examples[1]).steps == GossipperDialect.callee)
  }
}
