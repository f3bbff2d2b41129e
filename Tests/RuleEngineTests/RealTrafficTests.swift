import Capture
import Dialog
import Diagnostics
import Foundation
import RuleEngine
import SIP
import Testing
import Wire

/// What no rule touches is left byte for byte as captured, whatever the message.
@Suite struct RealTrafficTests {
  private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let strangers = project.appending(path: "../shared/captures").standardizedFileURL
  private static let torture = project.appending(path: "../shared/torture").standardizedFileURL

  private static func files(in folder: URL, suffixes: [String]) -> [String] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { path in suffixes.contains { path.hasSuffix($0) } }.sorted()
  }

  private static let fixtures = files(in: project.appending(path: "Fixtures"), suffixes: [".pcap", ".pcapng"])
  private static let captures = files(in: strangers, suffixes: [".pcap", ".pcapng", ".cap"])
  private static let messages = files(in: torture, suffixes: [".dat"])

  @Test(arguments: fixtures, ["sipp", "gossipper"]) func ourOwnCaptures(_ name: String, _ target: String) throws {
    try rewriteAll(of: Self.project.appending(path: "Fixtures/" + name), target: target)
  }

  @Test(.enabled(if: !captures.isEmpty), arguments: captures, ["sipp", "gossipper"])
  func capturesOfStrangers(_ name: String, _ target: String) throws {
    try rewriteAll(of: Self.strangers.appending(path: name), target: target)
  }

  @Test(.enabled(if: !messages.isEmpty), arguments: messages, ["sipp", "gossipper"])
  func tortureMessages(_ name: String, _ target: String) throws {
    let bytes = Array(try Data(contentsOf: Self.torture.appending(path: name)))
    let recorder = CallRecorder(capture: name, sipPort: nil, selection: .all)
    func endpoint(_ text: String) -> Endpoint { Endpoint(address: IPAddress(text) ?? IPAddress(v4: 0), port: 5060) }
    recorder.receive(
      datagram: Arrival(
        time: CaptureTime(nanoseconds: 0),
        frame: 1,
        source: endpoint("192.0.2.10"),
        destination: endpoint("198.51.100.20"),
        transport: .udp
      ),
      payload: bytes.span,
      missing: 0
    )
    try rewriteAll(recorder.finish().calls, rules: try rules(of: target))
  }

  private func rules(of name: String) throws -> RuleSet {
    var findings = Findings()
    let layers = try ["common", name].compactMap { layer in
      let path = Self.project.appending(path: "Rules/\(layer).yaml")
      return RuleLoader.load(Array(try Data(contentsOf: path)), file: path.lastPathComponent, into: &findings)
    }
    let target = try #require(layers.last?.target)
    let rules = RuleSet(layers: layers, target: target, findings: &findings)
    try #require(findings.all.isEmpty, "\(findings.all)")
    return rules
  }

  private func rewriteAll(of file: URL, target: String) throws {
    let recorder = CallRecorder(capture: file.lastPathComponent, sipPort: nil, selection: .all)
    _ = try CaptureFile(file.path).read(into: recorder)
    try rewriteAll(recorder.finish().calls, rules: try rules(of: target))
  }

  private func rewriteAll(_ calls: [Call], rules: RuleSet) throws {
    for call in calls {
      for leg in call.legs {
        for role in [PartyRole.caller, .callee] {
          let view = Viewpoint(role: role, leg: leg, callID: call.callID, dialedUser: leg.callee.user)
          let rewriter = Rewriter(rules, from: view)
          for captured in call.timeline where captured.leg == leg.number && captured.sender == role {
            let message = try #require(captured.parsed)
            for variant in 0..<4 {
              check(rewriter.rewrite(message, facts: facts(of: message, variant: variant)), message)
            }
          }
        }
      }
    }
  }

  private func facts(of message: Message, variant: Int) -> MessageFacts {
    MessageFacts(
      method: message.method ?? "INVITE",
      isInDialog: variant & 1 == 1,
      isDialogKnown: variant & 2 == 0,
      toTag: message.to?.tag == nil ? .none : variant & 2 == 2 ? .new : .known,
      transport: .udp,
      answers: variant & 2 == 0 ? .last : .earlier,
      challenge: variant & 1 == 0 ? .server : nil,
      isAfterChallenge: variant & 1 == 0,
      sharesBranch: variant & 2 == 2,
      transaction: 1,
      peerTag: .last,
      tag: 1,
      callerTag: 0,
      requestHeaders: []
    )
  }

  /// The pieces lie behind one another without gap or overlap, and without the replacements they are the message.
  private func check(_ rewritten: RewrittenMessage, _ message: Message) {
    #expect(rewritten.bytes == message.bytes)
    var position = 0
    for piece in rewritten.pieces {
      let range: ByteRange
      switch piece {
      case .captured(let captured): range = captured
      case .replaced(let captured, let text, let rule):
        range = captured
        if case .add = rule.action { #expect(captured.isEmpty && text.hasSuffix("\r\n")) }
      }
      #expect(range.lowerBound == position)
      position = range.upperBound
    }
    #expect(position == message.bytes.count)
  }
}
