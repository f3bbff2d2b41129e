@testable import Dialog
import Diagnostics
import RuleEngine
import SIP
import Wire

/// A call between two parties, and rules that rewrite its messages.
struct Lab {
  var layers: [RuleFile] = []
  var findings = Findings()
  var role = PartyRole.caller
  var caller = Lab.party("192.0.2.10", 5060, user: "alice", tag: "from-alice", media: "192.0.2.10")
  var callee = Lab.party("198.51.100.20", 5070, user: "bob", tag: "from-bob", media: "198.51.100.21")
  var inDialog = false
  var toTag = MessageFacts.ToTag.none
  var transport = Transport.udp
  var answered = MessageFacts.Answered.last
  var dialogKnown = true
  var challenge: MessageFacts.Challenge?
  var isAfterChallenge = false
  var tag = 1
  var sharesBranch = false
  var transaction = 1
  var peerTag = MessageFacts.Answered.last
  var requestHeaders: Set<HeaderName> = []
  /// The method that a response answers.
  var answers = "INVITE"

  /// - Parameter maps: the `map` of each layer, the lowest first.
  init(_ maps: String...) {
    for (number, map) in maps.enumerated() {
      lay("rules: 1\nname: layer\(number + 1)\n\(map)", as: "layer\(number + 1).yaml")
    }
  }

  /// Lays a whole rule file over the others.
  mutating func lay(_ text: String, as file: String) {
    if let file = RuleLoader.load(Array(text.utf8), file: file, into: &findings) { layers.append(file) }
  }

  static func party(_ address: String, _ port: UInt16, user: String?, tag: String?, media: String?) -> Party {
    func parsed(_ text: String) -> IPAddress { IPAddress(text) ?? IPAddress(v4: 0) }
    return Party(
      endpoint: Endpoint(address: parsed(address), port: port),
      transport: .udp,
      identity: "sip:\(user ?? "")@\(address)",
      displayName: nil,
      user: user,
      tag: tag,
      addresses: [parsed(address)],
      ports: [port],
      media: media.map { [Endpoint(address: parsed($0), port: 30_000)] } ?? [],
      credentialsUser: nil,
      agent: nil
    )
  }

  /// The layers as they apply; what is wrong with them is added to `findings`.
  mutating func ruleSet() -> RuleSet? {
    guard let target = Self.target else { return nil }
    return RuleSet(layers: layers, target: target, findings: &findings)
  }

  /// `text` rewritten; nil when the rules have errors.
  ///
  /// Its lines end with LF here, with CRLF in the message.
  func rewrite(_ text: String) -> String? {
    pieces(of: text).map {
      $0.reduce("") { $0 + $1.text }.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }
  }

  /// The captured words that were replaced, `captured→text`, in the order of the message.
  func changes(in text: String) -> [String]? {
    pieces(of: text)?.compactMap { $0.captured.map { [text = $0.text] captured in "\(captured)→\(text)" } }
  }

  private struct Piece {
    let text: String
    /// What stood there; nil for a piece that is as captured.
    let captured: String?
  }

  private func pieces(of text: String) -> [Piece]? {
    var lab = self
    guard let message = Message(wire(text)), let rules = lab.ruleSet(), !lab.findings.hasErrors else { return nil }
    let leg = Leg(number: 1, caller: caller, callee: callee)
    let view = Viewpoint(role: role, leg: leg, callID: "call-1@192.0.2.10", dialedUser: "bob")
    let rewritten = Rewriter(rules, from: view).rewrite(message, facts: facts(of: message))
    return rewritten.pieces.map { piece in
      switch piece {
      case .captured(let range): Piece(text: message.bytes.text(range), captured: nil)
      case .replaced(let range, let text, _): Piece(text: text, captured: message.bytes.text(range))
      }
    }
  }

  private func facts(of message: Message) -> MessageFacts {
    MessageFacts(
      method: message.method ?? answers,
      isInDialog: inDialog,
      isDialogKnown: dialogKnown,
      toTag: toTag,
      transport: transport,
      answers: answered,
      challenge: challenge,
      isAfterChallenge: isAfterChallenge,
      sharesBranch: sharesBranch,
      transaction: transaction,
      peerTag: peerTag,
      tag: tag,
      callerTag: 0,
      requestHeaders: requestHeaders
    )
  }

  private func wire(_ text: String) -> [UInt8] {
    Array(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n").utf8)
  }

  /// An engine that knows a handful of words.
  static let target: Target? = {
    var findings = Findings()
    return RuleLoader.load(Array(engine.utf8), file: "engine.yaml", into: &findings)?.target
  }()

  static let engine = """
    rules: 1
    name: engine
    target:
      title: an engine of these tests
      variables: { local_ip: own address, remote_ip: other address, "last_*": a header, "$*": a variable, branch: a branch }
      capabilities:
        client_receives_requests: true
        media_at: send
        playable: audio
        stops_media: true
        writes_ipv6: true
        retransmits_after: 500
      replay:
        uas: run {uas}
        uac: run {uac}
        credentials: ""
        server_transports: { udp: u }
        client_transports: { udp: u }
    """
}
