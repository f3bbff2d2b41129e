import Diagnostics
import Dialog
import Foundation
import Noise
import Scenario
import TestSupport
import Testing

/// What a scenario writes by a variable, it has learnt from a message before: an engine refuses a file in which nothing
/// sets it, and sends nothing in its place where it is set too late.
@Suite struct LearntValuesTests {
  private static let rounds = ProcessInfo.processInfo.environment["MUTATIONS"].flatMap(Int.init) ?? 3

  @Test(arguments: Fixture.all)
  func `nothing is written that was not heard before`(in fixture: Fixture) throws {
    let calls = try Pipeline.storedModel(of: fixture).calls
    var random = Noise(fixture.name)
    for call in calls.prefix(1) {
      try check(call, "as captured")
      for round in 0..<Self.rounds {
        let damage = DamagedCall(call, using: &random)
        for damaged in damage.calls { try check(damaged, "round \(round): \(damage.story)") }
      }
    }
  }

  private func check(_ call: Call, _ comment: String) throws {
    for target in Pipeline.targets {
      for (name, content) in try Pipeline.scenarios(
        of: DialogModel(capture: "call.pcap", calls: [call]),
        target: target
      )
      where name.hasSuffix(".xml") {
        let unset = LearntValues(in: content).unset
        #expect(unset.isEmpty, "\(target) \(name), \(comment)")
      }
    }
  }

  @Test func `a PRACK whose response was not captured says what it said`() throws {
    let (text, told) = try caller(of: "reliable-183-prack-udp") { $0.hasPrefix("SIP/2.0 183") }
    #expect(text.contains("RAck: 4711 101 INVITE\n"), "\(text)")
    #expect(told.contains { $0.contains("[unheard] this PRACK") }, "\(told)")
  }

  @Test func `a request of a dialog whose answer was not captured goes where it went`() throws {
    let (text, told) = try caller(of: "plain-udp") { $0.hasPrefix("SIP/2.0 ") && $0.contains(" INVITE\r\n") }
    #expect(text.contains("BYE sip:[service]@[remote_ip]:[remote_port] SIP/2.0"), "\(text)")
    #expect(told.contains { $0.contains("[unheard] this BYE") }, "\(told)")
  }

  /// The calling side of a fixture from which some messages are missing, and what is said of it.
  private func caller(of name: String, without isMissing: (String) -> Bool) throws -> (text: String, told: [Substring])
  {
    let call = try #require(try Pipeline.storedModel(of: Fixture.named(name)).calls.first)
    let rest = call.timeline.filter { !isMissing(String(decoding: $0.bytes, as: UTF8.self)) }
    let heard = DamagedCall.recorded(rest.map(DamagedCall.Heard.init))
    let files = try Pipeline.scenarios(of: DialogModel(capture: "call.pcap", calls: heard), target: "sipp")
    func text(_ name: String) -> String { String(decoding: files[name] ?? [], as: UTF8.self) }
    return (text("scenario_uac.xml"), text("diagnostics.txt").split(separator: "\n"))
  }
}

/// The variables of a scenario, in the order of its lines.
private struct LearntValues {
  /// Those that are used before anything sets them, or named and never set.
  let unset: [String]

  init(in content: [UInt8]) {
    var known: Set<String> = []
    var unset: [String] = []
    for line in String(decoding: content, as: UTF8.self).split(separator: "\n") {
      for match in line.matches(of: /assign_to="([^"]*)"/) {
        known.formUnion(match.1.split(separator: ",").map(String.init))
      }
      let used = line.matches(of: /\[\$([A-Za-z0-9_]+)\]/).map { String($0.1) }
      // A file ends with what it names.
      let named = line.matches(of: /<Reference variables="([^"]*)"/).flatMap {
        $0.1.split(separator: ",").map(String.init)
      }
      unset += (used + named).filter { !known.contains($0) }
    }
    self.unset = unset
  }
}
