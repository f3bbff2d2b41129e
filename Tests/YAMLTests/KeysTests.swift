import Diagnostics
import Testing
import YAML

@Suite struct KeysTests {
  /// A rule as a loader would read it.
  struct Rule: Equatable {
    enum Role: String, CaseIterable { case uac, uas }

    var id: String?
    var at: [String] = []
    var count: Int?
    var drop: Bool?
    var role: Role?
    var roles: [Role] = []
    var inDialog: Bool?
    var help: [String] = []
    var steps = 0

    init?(_ keys: inout Keys) {
      id = keys.scalar("id", required: true)?.value
      at = keys.oneOrMany("at", required: true).map(\.value)
      count = keys.integer("count", in: 1...10)
      drop = keys.flag("drop")
      keys.mapping("when") { when in
        role = when.choice("role", of: Role.self)
        roles = when.choices("roles", of: Role.self)
        inDialog = when.flag("in_dialog")
        return ()
      }
      help = keys.entries("help").compactMap { $0.node.scalar(into: &keys.findings).map(\.value) }
      steps = keys.list("steps").count
    }
  }

  func read(_ text: String) throws -> (rule: Rule?, findings: [Diagnostic]) {
    let (node, _) = Marked(text).parsed()
    var findings = Findings()
    let rule = try #require(node).read(into: &findings) { Rule(&$0) }
    return (rule, findings.all)
  }

  @Test func readsEveryKindOfValue() throws {
    let (rule, findings) = try read(
      """
      id: 007
      at: [from.tag, "to.tag"]
      count: 10
      drop: false
      when: {role: uas, roles: [uac, uas], in_dialog: true}
      help: {a: one, b: two}
      steps: [x, {y: z}]
      """
    )
    #expect(findings.isEmpty)
    #expect(rule?.id == "007")
    #expect(rule?.at == ["from.tag", "to.tag"])
    #expect(rule?.count == 10)
    #expect(rule?.drop == false)
    #expect(rule?.role == .uas)
    #expect(rule?.roles == [.uac, .uas])
    #expect(rule?.inDialog == true)
    #expect(rule?.help == ["one", "two"])
    #expect(rule?.steps == 2)
  }

  @Test func takesWhatIsLeftOutAsAbsent() throws {
    let (rule, findings) = try read("id: ''\nat: from.tag")
    #expect(findings.isEmpty)
    #expect(rule?.id == "")
    #expect(rule?.at == ["from.tag"])
    #expect(rule?.count == nil && rule?.drop == nil && rule?.role == nil && rule?.steps == 0)
  }

  /// Each case adds keys to a rule that is right, or spoils one of its own.
  @Test(arguments: [
    ("id: x\nat: y\n▸hepl: {}", "unknown-key", "unknown key 'hepl' (did you mean 'help'?)"),
    ("id: x\nat: y\n▸zzz: 1", "unknown-key", "unknown key 'zzz' (known: id, at, count, drop, when, help, steps)"),
    ("id: x\nat: y\nwhen: {▸rloe: uac}", "unknown-key", "unknown key 'rloe' (did you mean 'role'?)"),
    ("▸at: y", "missing-key", "key 'id' is missing"),
    ("id:▸\nat: y", "no-value", "nothing stands behind 'id': write \"\" for an empty text, or remove the key"),
    ("id: ▸[x]\nat: y", "wrong-kind", "a text is wanted here, not a list"),
    ("id: x\nat: ▸[]", "no-value", "'at' takes at least one"),
    ("id: x\nat: ▸{y: z}", "wrong-kind", "a text is wanted here, not a mapping"),
    ("id: x\nat: [y, ▸[z]]", "wrong-kind", "a text is wanted here, not a list"),
    ("id: x\nat: y\ncount: ▸ten", "wrong-value", "'count' takes a whole number, not 'ten'"),
    ("id: x\nat: y\ncount: ▸11", "wrong-value", "'count' takes a number from 1 to 10, not '11'"),
    (
      "id: x\nat: y\ncount: ▸99999999999999999999", "wrong-value",
      "'count' takes a whole number, not '99999999999999999999'"
    ),
    ("id: x\nat: y\ndrop: ▸yes", "wrong-value", "'drop' takes true or false, not 'yes'"),
    (
      "id: x\nat: y\nwhen: {role: ▸uca}", "wrong-value", "'role' takes one of uac, uas, not 'uca' (did you mean 'uac'?)"
    ),
    ("id: x\nat: y\nwhen: {roles: [uac, ▸server]}", "wrong-value", "'roles' takes one of uac, uas, not 'server'"),
    ("id: x\nat: y\nwhen: ▸always", "wrong-kind", "a mapping is wanted here, not a text"),
    ("id: x\nat: y\nhelp: ▸[]", "wrong-kind", "a mapping is wanted here, not a list"),
    ("id: x\nat: y\nhelp: {a: ▸}", "wrong-kind", "a text is wanted here, not nothing"),
    ("id: x\nat: y\nsteps: ▸{}", "wrong-kind", "a list is wanted here, not a mapping"),
    ("▸[id, at]", "wrong-kind", "a mapping is wanted here, not a list"),
  ])
  func tellsWhatIsWrong(marked: String, code: String, message: String) throws {
    let marked = Marked(marked)
    #expect(
      try read(marked.text).findings == [Diagnostic(.error, code, message, at: marked.places.first)]
    )
  }

  @Test func tellsAllErrorsAtOnce() throws {
    let (rule, findings) = try read("at: [{}]\ncount: x\ndrop: no\nwhen: {role: a, b: c}\nidd: x")
    #expect(rule != nil)
    #expect(
      findings.map(\.code) == [
        "missing-key", "wrong-kind", "wrong-value", "wrong-value", "wrong-value", "unknown-key", "unknown-key",
      ]
    )
    #expect(findings.last?.message == "unknown key 'idd' (did you mean 'id'?)")
  }

  @Test func suggestsNoKeyThatIsGiven() throws {
    let last = try #require(try read("id: x\nat: y\niid: z").findings.last)
    #expect(!last.message.contains("did you mean 'id'"))
  }

  @Test func tellsWhetherAKeyIsThereWithoutTakingIt() throws {
    var findings = Findings()
    let seen = try #require(Marked("set: 1").parsed().node).read(into: &findings) { ($0.has("set"), $0.has("line")) }
    #expect(try #require(seen) == (true, false))
    #expect(findings.all.map(\.code) == ["unknown-key"])
  }
}
