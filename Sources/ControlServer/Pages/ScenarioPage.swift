#if Control
import Foundation
import Hummingbird
import Templates

/// What the rules make of a call: captured beside generated, and an editor for a rule set of the lab.
struct ScenarioPage: PageRoutes {
  let survey: CallSurvey
  let rules: DocumentAPI
  let drawing: ExplanationDrawing

  /// What the query says.
  private struct Choice {
    var args: ToolArguments
    let role: String
    /// The rule set in the editor; empty for a new one.
    var edited: String

    init(capture: Slug, call: Int, _ query: QueryParameters) {
      args = ToolArguments(pcap: capture.text)
      args.call = String(call)
      args.sipPort = query.number("sip_port", 0...65535, else: 0)
      args.leg = query.number("leg", 1...64, else: 1)
      args.target = BuiltinRules.targets.contains(query["target"]) ? query["target"] : ToolArguments(pcap: "").target
      args.rules = Array(query.all("rules").filter { Slug($0) != nil }.prefix(20))
      role = ["uac", "uas"].contains(query["role"]) ? query["role"] : ""
      edited = Slug(query["edit"])?.text ?? ""
    }

    var sipPort: String { args.sipPort == 0 ? "" : String(args.sipPort) }

    /// The page that shows this.
    var path: String {
      Paging.link(
        "/captures/\(args.pcap)/calls/\(args.call)/scenario",
        [
          ("sip_port", sipPort), ("leg", args.leg == 1 ? "" : String(args.leg)), ("target", args.target),
          ("rules", args.rules.joined(separator: ",")), ("role", role), ("edit", edited),
        ]
      )
    }
  }

  func add(to group: RouterGroup<ControlContext>) {
    group.get("captures/{name}/calls/{call}/scenario") { request, context in
      let name = try context.slug("name", of: "capture")
      guard let call = context.parameters.get("call", as: Int.self), call > 0 else {
        throw Refusal(.notFound, "there is no such call")
      }
      let query = QueryParameters(request)
      let choice = Choice(capture: name, call: call, query)
      let calls = try await survey.list(of: name, CallFilter(sipPort: choice.args.sipPort)).calls
      guard let listed = calls.first(where: { $0.number == call }) else { throw Refusal.missing("call", String(call)) }
      return try await answer(choice, listed, query, to: context)
    }
  }

  private func answer(
    _ choice: Choice,
    _ call: ListedCall,
    _ query: QueryParameters,
    to context: ControlContext
  ) async throws -> Response {
    let sets = try await rules.documents.list(.init(kind: .rules, limit: 1000)).documents
    var fields = form(choice, sets: sets)
    fields.merge(try await editor(choice, sets: sets)) { $1 }
    let path = CallPage.path(choice.args.pcap, call.number, sipPort: choice.sipPort)
    fields["facts"] = CallRow.value(call, link: path)
    fields["list"] = .text(Paging.link("/captures/" + choice.args.pcap, [("sip_port", choice.sipPort)]))
    fields["legs"] = .list(
      zip(1..., call.hosts).map { number, hosts in
        .group([
          "name": .text(String(number)),
          "label": .text("\(number): \(hosts.caller) → \(hosts.callee)"),
          "is_chosen": .flag(number == choice.args.leg),
        ])
      }
    )
    var refusal: Refusal?
    do {
      let explanation = try await survey.explanation(choice.args)
      fields.merge(try drawing.fields(explanation, query, path: choice.path)) { $1 }
    } catch let told as Refusal where told.status == .unprocessableContent {
      refusal = told
    }
    fields["message"] = .text(refusal?.message ?? "")
    fields["findings"] = FindingRows.value(refusal?.findings ?? [])
    return try drawing.pages.answer(
      .scenario,
      in: .captures,
      title: "Scenario of call \(choice.args.call) of \(choice.args.pcap)",
      fields,
      to: context,
      status: refusal?.status ?? .ok
    )
  }

  private func form(_ choice: Choice, sets: [Document]) -> [String: Value] {
    func option(_ name: String, _ isChosen: Bool) -> Value {
      .group(["name": .text(name), "is_chosen": .flag(isChosen)])
    }
    let own = sets.map(\.id)
    let names = BuiltinRules.overlays.filter { !own.contains($0) } + own
    // In the order in which they were asked for: the last wins.
    let ordered = choice.args.rules + names.filter { !choice.args.rules.contains($0) }
    return [
      "capture": .text(choice.args.pcap),
      "call": .text(choice.args.call),
      "sip_port": .text(choice.sipPort),
      "leg": .text(String(choice.args.leg)),
      "target": .text(choice.args.target),
      "role": .text(choice.role),
      "rules": .text(choice.args.rules.joined(separator: ",")),
      "targets": .list(BuiltinRules.targets.map { option($0, $0 == choice.args.target) }),
      "layers": .list(ordered.map { option($0, choice.args.rules.contains($0)) }),
      "is_uac": .flag(choice.role == "uac"),
      "is_uas": .flag(choice.role == "uas"),
      "sets": .list(own.map { option($0, $0 == choice.edited) }),
    ]
  }

  private func editor(_ choice: Choice, sets: [Document]) async throws -> [String: Value] {
    let edited = sets.first { $0.id == choice.edited }
    let text: String
    if let edited {
      text = try await rules.text(of: edited)
    } else {
      text = try await survey.ruleSkeleton()
    }
    return [
      "edited": .text(edited?.id ?? ""), "version": .text(edited.map { String($0.version) } ?? ""), "text": .text(text),
    ]
  }
}

extension Page {
  /// A call beside what becomes of it.
  static let scenario = Page(
    name: "scenario",
    styles: ["documents.css", "compare.css"],
    scripts: ["editor.js", "save.js", "preview.js", "pieces.js"],
    fields: ExplanationDrawing.fields.merging([
      "capture": Field(.text, "its name"),
      "call": Field(.text, "its number"),
      "facts": Field(.group(TemplateSchema(CallRow.fields)), "the call"),
      "list": Field(.text, "the page with all calls of the capture"),
      "legs": Field(
        .rows([
          "name": Field(.text, "its number"),
          "label": Field(.text, "between which hosts"),
          "is_chosen": Field(.flag, "it is the one"),
        ]),
        "of the call"
      ),
      "sip_port": Field(.text, "that SIP runs on; empty for any"),
      "leg": Field(.text, "its number"),
      "target": Field(.text, "the engine"),
      "role": Field(.text, "uac, uas, or empty for both"),
      "rules": Field(.text, "the rule sets in use, with commas between them"),
      "targets": Field(.options, "the engines there are"),
      "layers": Field(.options, "the rule sets there are"),
      "sets": Field(.options, "those of the lab"),
      "is_uac": Field(.flag, "only what the caller sends"),
      "is_uas": Field(.flag, "only what the callee sends"),
      "edited": Field(.text, "the rule set in the editor; empty for a new one"),
      "version": Field(.text, "its newest version; empty for a new one"),
      "text": Field(.text, "what stands in the editor"),
      "message": Field(.text, "why there is nothing to show"),
      "findings": FindingRows.field,
    ]) { $1 }
  )
}

extension FieldKind {
  /// What can be chosen.
  static let options = FieldKind.rows(["name": Field(.text, "of it"), "is_chosen": Field(.flag, "it is the one")])
}
#endif
