import Diagnostics
import Templates
import Testing

/// What is wrong with a template is found at load, at its place.
@Suite struct FindingTests {
  @Test(arguments: [
    ("unclosed-tag", "a ↓{{title"),
    ("unclosed-tag", "é ↓{{title\n{{title}}"),
    ("unclosed-tag", "{{title}}↓{{"),
    ("unclosed-tag", "↓{{{title}} {{title}}"),
    ("unclosed-tag", "↓{{! a comment {{title}}"),
    ("empty-tag", "{{↓}}"),
    ("bad-name", "{{ti↓ätle}}"),
    ("bad-name", "{{peer.↓.host}}"),
    ("bad-name", "{{↓count(steps}}"),
    ("bad-name", "{{↓count(steps).x}}"),
    ("bad-name", "{{> a↓ b}}"),
    ("pragma", "↓{{% CONTENT_TYPE:TEXT}}"),
    ("delimiter-change", "↓{{=<% %>=}}"),
    ("inheritance", "↓{{<base}}{{title}}{{/base}}"),
    ("inheritance", "↓{{$block}}x{{/block}}"),
    ("unclosed-section", "\n  ↓{{#steps}}\n"),
    ("unclosed-section", "{{#steps}}↓{{#lines}}{{/steps}}"),
    ("section-mismatch", "{{#steps}}\n↓{{/setps}}"),
    ("stray-close", "{{title}}↓{{/title}}"),
  ])
  func syntax(_ code: String, _ text: String) {
    expect([code], ["root": text])
  }

  @Test(arguments: [
    ("unknown-name", "{{↓tilte}}"),
    ("unknown-name", "{{#↓step}}{{/step}}"),
    ("unknown-name", "{{peer.↓hots}}"),
    ("unknown-name", "{{↓status}}{{#steps}}{{status}}{{/steps}}"),
    ("unknown-name", "{{#steps}}{{/steps}}{{↓kind}}"),
    ("unknown-name", "{{uppercased(↓tilte)}}"),
    ("no-group", "{{steps.↓kind}}"),
    ("no-group", "{{title.↓x}}"),
    ("not-text", "{{↓steps}}"),
    ("not-text", "{{{↓peer}}}"),
    ("not-text", "{{↓.}}"),
    ("not-text", "{{^steps}}{{↓.}}{{/steps}}"),
    ("unknown-transform", "{{↓uppercase(title)}}"),
    ("unknown-transform", "{{↓sorted(steps)}}"),
    ("unknown-transform", "{{#↓uppercased(verbose)}}{{/uppercased(verbose)}}"),
    ("no-list", "{{↓index()}}"),
    ("no-list", "{{#steps}}{{#peer}}{{↓index()}}{{/peer}}{{/steps}}"),
    ("always-true", "{{#↓count(steps)}}{{/count(steps)}}"),
    ("missing-partial", "{{> ↓footer}}"),
    ("not-choice", "{{> *↓title}}"),
    ("partial-cycle", "{{> ↓root}}"),
  ])
  func names(_ code: String, _ text: String) {
    expect([code], ["root": text])
  }

  /// What a slip in a section leaves in doubt is not told, the rest is.
  @Test(arguments: [
    ("unclosed-section unknown-name", "↓{{#steps}}{{↓tilte}}{{status}}"),
    ("section-mismatch unknown-name missing-partial", "{{#steps}}↓{{/setps}}{{status}}{{↓tilte}}{{> ↓footer}}"),
    ("unknown-name unknown-name", "{{#↓step}}\n{{status}}{{↓tilte}}{{/step}}"),
  ])
  func aSlipHidesNoOther(_ codes: String, _ text: String) {
    expect(codes.split(separator: " ").map(String.init), ["root": text])
  }

  @Test func partialsAreCheckedWhereTheyAreIncluded() {
    let send = "{{title}}{{status}}{{↓statsu}}"
    expect(["unknown-name"], ["root": "{{#steps}}{{> *kind}}{{/steps}}", "send": send, "recv": ""])
    expect(
      ["unknown-name"],
      ["root": "{{#steps}}{{> part}}{{/steps}}{{> part}}", "part": "{{title}}{{↓status}}"]
    )
    expect(["no-list"], ["root": "{{#steps}}{{> part}}{{/steps}}", "part": "{{↓index()}}"])
  }

  @Test func everyWordOfADynamicPartialNeedsItsTemplate() {
    expect(["missing-partial"], ["root": "{{#steps}}{{> *↓kind}}{{/steps}}", "send": ""])
  }

  @Test func cyclesAreFoundThroughDynamicPartials() {
    expect(
      ["partial-cycle"],
      ["root": "{{> a}}", "a": "{{#steps}}{{> *kind}}{{/steps}}", "send": "{{> ↓a}}", "recv": "{{> *kind}}"]
        .merging(["recv": ""]) { _, new in new }
    )
    let found = findings(Marked(["root": "{{> a}}", "a": "{{> b}}", "b": "{{> a}}"]).sources)
    #expect(found.map(\.code) == ["partial-cycle"])
    #expect(found.first?.message.contains("a > b > a") == true)
  }

  @Test func everythingIsToldAtOnce() {
    expect(
      ["unclosed-tag", "bad-name", "unknown-name", "unknown-name"],
      ["a": "↓{{title", "b": "{{↓ä}}\n{{↓tilte}}", "root": "{{> a}}{{> b}}{{↓x}}"]
    )
  }

  @Test func aSlipInASharedPartialIsToldOnce() {
    expect(["unknown-name"], ["root": "{{> part}}{{#steps}}{{> part}}{{/steps}}", "part": "{{↓x}}"])
  }

  @Test(arguments: [
    ("{{tilte}}", "did you mean 'title'?"),
    ("{{> foooter}}", "did you mean 'footer'?"),
    ("{{uppercase(title)}}", "did you mean 'uppercased'?"),
    ("{{status}}", "it is known in 'steps'"),
    ("{{steps.kind}}", "open it with {{#steps}}"),
  ])
  func adviceIsGiven(_ text: String, _ advice: String) {
    let found = findings(Marked(["root": text, "footer": ""]).sources)
    #expect(found.map { $0.message.contains(advice) } == [true], "\(found)")
  }

  @Test func missingRootsAreFound() {
    #expect(findings([], roots: ["root"]).map(\.code) == ["missing-template"])
  }

  @Test func templatesAreBounded() {
    let large = String(repeating: "x", count: 64 * 1024)
    #expect(findings(Marked(["root": large]).sources).isEmpty)
    #expect(findings(Marked(["root": large + "x"]).sources).map(\.code) == ["too-large"])
    let deep = String(repeating: "{{#peer}}", count: 7000)
    #expect(findings(Marked(["root": deep]).sources).map(\.code) == ["too-deep"])
    let transforms = "{{" + String(repeating: "count(", count: 10_000) + "}}"
    #expect(findings(Marked(["root": transforms]).sources).map(\.code) == ["bad-name"])
    var chain = ["root": "{{> p0}}"]
    for index in 0..<100 { chain["p\(index)"] = index < 99 ? "{{> p\(index + 1)}}" : "" }
    #expect(findings(Marked(chain).sources).map(\.code) == ["too-deep"])
  }

  @Test func partialsInEverNewScopesAreBounded() {
    var files = ["root": "{{> p0}}"]
    for index in 0..<30 {
      let next = index < 29 ? "{{> p\(index + 1)}}" : ""
      files["p\(index)"] = "{{#peer}}\(next){{/peer}}{{#steps}}\(next){{/steps}}{{#title}}\(next){{/title}}"
    }
    #expect(Set(findings(Marked(files).sources).map(\.code)) == ["too-many-paths"])
  }

  /// Expects these findings, each at its mark.
  private func expect(
    _ codes: [String],
    _ files: [String: String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let marked = Marked(files)
    let found = findings(marked.sources).sorted { ($0.location?.description ?? "") < ($1.location?.description ?? "") }
    #expect(found.map(\.code) == codes, sourceLocation: sourceLocation)
    #expect(found.map { $0.location?.description ?? "" } == marked.places, sourceLocation: sourceLocation)
  }
}
