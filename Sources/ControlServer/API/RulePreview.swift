#if Control
import Foundation
import Hummingbird

/// What a rule set would make of a call before it is saved: `POST /rules/preview`.
///
/// The answer is `{"messages": […]}` as `rules explain --json` tells them. A page asks for `text/html` and gets the
/// same drawn; then `role` and `first` of the query say which messages.
struct RulePreview: Sendable {
  let survey: CallSurvey
  let drawing: ExplanationDrawing

  static let fields = ["capture", "call", "leg", "target", "rules", "sip_port", "id", "yaml"]

  func add(to group: RouterGroup<ControlContext>) {
    group.post("rules/preview") { request, context in
      let body = try await JSONBody(request, known: Self.fields)
      let id = try body.requiredSlug("id").text
      let draft = (id: id, text: try body.required("yaml", longest: DocumentAPI.longestText))
      var args = try Self.arguments(body)
      // The strongest layer, unless it was said where it lies.
      if !args.rules.contains(id) { args.rules.append(id) }
      let explanation = try await survey.explanation(args, draft: draft)
      guard request.headers[.accept]?.hasPrefix("text/html") == true else {
        return Response.data(CallSurvey.object("messages", explanation), type: "application/json")
      }
      return try drawing.answer(explanation, QueryParameters(request), to: context)
    }
  }

  private static func arguments(_ body: JSONBody) throws -> ToolArguments {
    guard let name = DataFolder.captureName(try body.required("capture")) else {
      throw body.refusal("capture", "names no uploaded capture")
    }
    var args = ToolArguments(pcap: name.text)
    args.sipPort = try body.number("sip_port", 0...65535) ?? 0
    args.call = try body.numberOrText("call") ?? ""
    args.leg = try body.number("leg", 1...64) ?? 1
    args.target = try body.slug("target")?.text ?? args.target
    args.rules = try (body.texts("rules") ?? []).map { text in
      guard let slug = Slug(text) else { throw body.refusal("rules", "holds what is no id: \(Slug.rule)") }
      return slug.text
    }
    return args
  }
}
#endif
