package import Templates

/// The fields that the templates of a scenario may use: declared once, checked against every template, and printed in
/// the documentation.
package enum ScenarioSchema {
  /// The words that a step's `kind` may be: each is a partial.
  static let kinds = ["send", "receive", "pause", "act"]

  package static let schema = TemplateSchema([
    "capture": Field(.text, "file name of the capture, without folders"),
    "call_id": Field(.text, "captured Call-ID"),
    "role": Field(.text, "uac or uas"),
    "learns_dialog": Field(.flag, "the called side sends requests, and so learns the dialog from the INVITE"),
    "learns_target": Field(.flag, "the caller sends requests inside the dialog, and so learns where they go"),
    "learns_rseq": Field(.flag, "the role acknowledges reliable provisional responses by PRACK"),
    "saved": Field(
      .list(.group(TemplateSchema(["number": Field(.text, "number of a transaction")]))),
      "the requests that are kept for a later answer"
    ),
    "saved_tags": Field(
      .list(.group(TemplateSchema(["number": Field(.text, "number of a tag")]))),
      "the peer's tags that are kept, because a later response carries another one"
    ),
    "steps": Field(.list(.group(step)), "what the role does, in order"),
  ])

  private static let step = TemplateSchema([
    "kind": Field(.choice(kinds), "send, receive, pause or act: the partial that writes the step"),
    "frame": Field(.text, "frame of the capture that the step comes from; empty when it comes from none"),
    "time": Field(.text, "when it was captured, in seconds after the start of the call"),
    "title": Field(.text, "method, or status and reason"),
    "method": Field(.text, "send: method of the request, or of the one that is answered"),
    "status": Field(.text, "send: status of a response; empty for a request"),
    "lines": Field(
      .list(
        .group(
          TemplateSchema([
            "text": Field(.text, "the line, ready for the engine; may hold any bytes: write it in three braces"),
            "blank": Field(.flag, "the line is empty"),
          ])
        )
      ),
      "send: the lines of the message, each with a line end of its own"
    ),
    "tail": Field(.text, "send: what follows the last line end of the message; empty for most"),
    "retransmit": Field(.text, "send: milliseconds after which it is repeated; empty for what is sent once"),
    "request": Field(.text, "receive: the method that is waited for; empty for a response"),
    "response": Field(.text, "receive: the status that is waited for; empty for a request"),
    "optional": Field(.flag, "receive: it may stay away"),
    "challenge": Field(.flag, "receive: a 401 or 407 that the next request answers"),
    "answers_call": Field(.flag, "receive: the 2xx to the INVITE that began the call"),
    "acknowledges": Field(.flag, "receive: an ACK"),
    "learns_route": Field(.flag, "receive: route set and target of the dialog are learnt from it"),
    "learns_dialog": Field(.flag, "receive: the parties of the dialog are learnt from it"),
    "learns_target": Field(.flag, "receive: an answer whose Contact is where requests inside the dialog go"),
    "learns_rseq": Field(.flag, "receive: a PRACK acknowledges it, so that its RSeq must be learnt"),
    "saves": Field(.text, "receive: the number under which the request is kept for a later answer; empty for most"),
    "saves_tag": Field(.text, "receive: the number under which the tag in To is kept; empty for most"),
    "timeout": Field(.text, "receive: milliseconds to wait where the capture waited long; empty elsewhere"),
    "milliseconds": Field(.text, "pause: how long"),
    "has_actions": Field(.flag, "the step does something besides: plays, stops or learns"),
    "plays": Field(
      .list(
        .group(
          TemplateSchema([
            "media": Field(.text, "audio, video or image"),
            "file": Field(.text, "name of the pcap beside the scenario"),
          ])
        )
      ),
      "media that begins with the step"
    ),
    "stops": Field(.flag, "media ends with the step"),
  ])
}
