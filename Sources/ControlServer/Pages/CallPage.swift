#if Control
import Hummingbird
import Templates

/// A call as a ladder, and what can be made of it.
struct CallPage: PageRoutes {
  let survey: CallSurvey
  let documents: Documents
  let pages: PageSet

  static func path(_ capture: String, _ call: Int, sipPort: String) -> String {
    Paging.link("/captures/\(capture)/calls/\(call)", [("sip_port", sipPort)])
  }

  func add(to group: RouterGroup<ControlContext>) {
    group.get("captures/{name}/calls/{call}") { request, context in
      let name = try context.slug("name", of: "capture")
      let port = try request.number("sip_port", 0...65535, else: 0)
      let calls = try await survey.list(of: name, CallFilter(sipPort: port)).calls
      guard let number = context.parameters.get("call", as: Int.self),
        let call = calls.first(where: { $0.number == number })
      else { throw Refusal.missing("call", context.parameters.get("call") ?? "") }
      let sipPort = port == 0 ? "" : String(port)
      let path = Self.path(name.text, number, sipPort: sipPort)
      var fields = try await choices()
      fields["name"] = .text(name.text)
      fields["list"] = .text(Paging.link("/captures/" + name.text, [("sip_port", sipPort)]))
      fields["sip_port"] = .text(String(port))
      fields["call"] = CallRow.value(call, link: path)
      fields["scenario"] = .text(
        Paging.link("/captures/\(name.text)/calls/\(number)/scenario", [("sip_port", sipPort)])
      )
      fields["before"] = .text(number > 1 ? Self.path(name.text, number - 1, sipPort: sipPort) : "")
      fields["behind"] = .text(number < calls.count ? Self.path(name.text, number + 1, sipPort: sipPort) : "")
      do {
        let ladder = try await survey.ladder(of: name, call: number, sipPort: port)
        fields["ladder"] = .text(ladder.fragment)
        fields["findings"] = FindingRows.value(ladder.findings)
      } catch let refusal as Refusal where refusal.status == .unprocessableContent {
        fields["message"] = .text(refusal.message)
        fields["findings"] = FindingRows.value(refusal.findings ?? [])
      }
      return try pages.answer(.call, in: .captures, title: "\(name.text), call \(number)", fields, to: context)
    }
  }

  /// What a conversion can be told.
  private func choices() async throws -> [String: Value] {
    let rules = try await documents.list(.init(kind: .rules, limit: 1000)).documents.map(\.id)
    let templates = try await documents.list(.init(kind: .templates, limit: 1000)).documents
    return [
      "targets": .list(BuiltinRules.targets.map(Value.text)),
      "rules": .list((BuiltinRules.overlays.filter { !rules.contains($0) } + rules.sorted()).map(Value.text)),
      "templates": .list(
        templates.map { .group(["id": .text($0.id), "path": .text($0.path ?? "")]) }
      ),
    ]
  }
}

extension Page {
  static let call = Page(
    name: "call",
    styles: [LadderStyle.name],
    scripts: ["ladder.js"],
    fields: [
      "name": Field(.text, "of the capture"),
      "list": Field(.text, "the page with all of its calls"),
      "sip_port": Field(.text, "that SIP runs on; 0 for any"),
      "call": Field(.group(TemplateSchema(CallRow.fields)), "the call"),
      "scenario": Field(.text, "the page with its scenarios"),
      "before": Field(.text, "the page of the call before; empty for none"),
      "behind": Field(.text, "the page of the next call; empty for none"),
      "ladder": Field(.text, "the drawing and the messages, as HTML that a worker wrote"),
      "message": Field(.text, "why there is no ladder; empty when there is one"),
      "findings": FindingRows.field,
      "targets": Field(.list(.text), "the engines"),
      "rules": Field(.list(.text), "rule sets, built-in and of the lab; the last wins"),
      "templates": Field(
        .rows(["id": Field(.text, "of the template"), "path": Field(.text, "what it stands in for")]),
        "templates of the lab"
      ),
    ]
  )
}
#endif
