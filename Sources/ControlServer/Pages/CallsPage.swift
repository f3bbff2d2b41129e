#if Control
import Hummingbird
import Templates

/// The calls of a capture.
struct CallsPage: PageRoutes {
  let captures: Captures
  let survey: CallSurvey
  let pages: PageSet

  /// What the form of the page asks for; other options of `CallFilter` change the numbers of calls.
  private static let options = ["from", "to", "method", "outcome", "since", "until", "sip_port"]

  func add(to group: RouterGroup<ControlContext>) {
    group.get("captures/{name}") { request, context in
      let name = try context.slug("name", of: "capture")
      guard let entry = captures.find(name) else { throw Refusal.missing("capture", name.text) }
      let paging = try Paging(request)
      let query = QueryParameters(request)
      let filter = try CallFilter { Self.options.contains($0) ? query[$0] : nil }
      var fields: [String: Value] = [
        "name": .text(entry.name),
        "size": .text(Readable.size(entry.size)),
        "uploaded": Readable.moment(entry.uploadedAt),
        "is_filtered": .flag(!filter.arguments.isEmpty),
        "has_more_options": .flag(!(query["since"] + query["until"] + query["sip_port"]).isEmpty),
      ]
      for option in Self.options { fields[option] = .text(query[option]) }
      do {
        let list = try await survey.list(of: name, filter)
        let port = query["sip_port"]
        fields["calls"] = .list(
          list.calls.dropFirst(paging.offset).prefix(paging.limit).map { call in
            CallRow.value(call, link: CallPage.path(name.text, call.number, sipPort: port))
          }
        )
        fields["is_missing"] = .flag(list.calls.isEmpty)
        fields["findings"] = FindingRows.value(list.findings)
        fields["paging"] = paging.value(of: list.calls.count)
      } catch {
        let refusal = Refusal(error)
        // The capture is there all the same: its page says why nothing of it is shown.
        guard [.badRequest, .unprocessableContent].contains(refusal.status) else { throw error }
        fields["message"] = .text(refusal.message)
        fields["findings"] = FindingRows.value(refusal.findings ?? [])
      }
      return try pages.answer(.calls, in: .captures, title: entry.name, fields, to: context)
    }
  }
}

extension Page {
  static let calls = Page(
    name: "calls",
    fields: [
      "name": Field(.text, "of the capture"),
      "size": Field(.text, "of the file"),
      "uploaded": Readable.momentField("when it came"),
      "from": Field(.text, "asked for"),
      "to": Field(.text, "asked for"),
      "method": Field(.text, "asked for"),
      "outcome": Field(.text, "asked for"),
      "since": Field(.text, "asked for"),
      "until": Field(.text, "asked for"),
      "sip_port": Field(.text, "asked for"),
      "is_filtered": Field(.flag, "not simply all calls were asked for"),
      "has_more_options": Field(.flag, "one of the options was used that are seldom used"),
      "calls": Field(.rows(CallRow.fields), "in time"),
      "is_missing": Field(.flag, "no call is as asked for"),
      "message": Field(.text, "why the calls can't be listed; empty when they can"),
      "findings": FindingRows.field,
      "paging": Paging.field,
    ]
  )
}
#endif
