#if Control
import Foundation
import Hummingbird
import Templates

/// Captured messages beside generated text, every part that a rule replaced marked on both sides.
struct ExplanationDrawing: Sendable {
  let pages: PageSet

  /// How many messages stand on one page: a call can have thousands.
  static let mostMessages = 30

  /// Drawn alone, for a page that has the rest already.
  func answer(_ explanation: Data, _ query: QueryParameters, to context: ControlContext) throws -> Response {
    try pages.answer(.explanation, title: "", try fields(explanation, query, path: nil), to: context)
  }

  /// What `explanation.mustache` needs of an answer of `rules explain --json`.
  ///
  /// `path` is the page with its query but `first`; nil where no other part can be asked for.
  func fields(_ explanation: Data, _ query: QueryParameters, path: String?) throws -> [String: Value] {
    guard let all = try? JSONDecoder().decode([ExplainedMessage].self, from: explanation) else {
      throw CallSurvey.unreadable
    }
    let sender = ["uac": "caller", "uas": "callee"][query["role"]]
    let wanted = all.filter { sender == nil || $0.sender == sender }
    let first = query.number("first", 1...max(1, wanted.count), else: 1)
    let shown = wanted.dropFirst(first - 1).prefix(Self.mostMessages)
    let after = first + Self.mostMessages
    func part(_ number: Int) -> Value {
      .text(path.map { $0 + ($0.contains("?") ? "&" : "?") + "first=\(number)" } ?? "")
    }
    return [
      "messages": .list(shown.map(\.value)),
      "total": .text(String(wanted.count)),
      "replaced": .text(String(wanted.reduce(0) { $0 + $1.replaced })),
      "range": .text("\(first)–\(min(after - 1, wanted.count))"),
      "is_part": .flag(shown.count < wanted.count),
      "previous": first > 1 ? part(max(1, first - Self.mostMessages)) : .text(""),
      "next": after <= wanted.count ? part(after) : .text(""),
    ]
  }

  /// What these fields are.
  static let fields: [String: Field] = [
    "messages": Field(
      .rows([
        "number": Field(.text, "its position in the leg"),
        "title": Field(.text, "its start line in short"),
        "frame": Field(.text, "of the capture; empty for none"),
        "sender": Field(.text, "caller or callee"),
        "role": Field(.text, "whose scenario sends it, UAC or UAS"),
        "lines": Field(
          .rows([
            "pieces": Field(
              .rows([
                "captured": Field(.text, "empty for what was added"),
                "result": Field(.text, "empty for what goes"),
                "rule": Field(.text, "the id of the rule; empty for what stays"),
                "place": Field(.text, "where the rule stands, file:line:column"),
                "rule_path": Field(.text, "the page that shows the rule; empty for one that is built in"),
                "change": Field(.text, "replaced, added or removed; empty for what stays"),
                "key": Field(.text, "unique in the page"),
              ]),
              "the line in parts"
            ),
            "kept": Field(.list(.text), "the rules that say that it stays"),
            "reason": Field(.text, "why no rule did anything"),
          ]),
          "of the captured message"
        ),
      ]),
      "in the order of the leg"
    ),
    "total": Field(.text, "how many messages there are"),
    "replaced": Field(.text, "how many parts of all of them were replaced"),
    "range": Field(.text, "which of them are shown"),
    "is_part": Field(.flag, "there are more than are shown"),
    "previous": .link,
    "next": .link,
  ]
}

/// A message as `rules explain --json` tells it.
private struct ExplainedMessage: Decodable {
  let number: Int
  let title: String
  let sender: String
  let frame: Int?
  let lines: [Line]

  struct Line: Decodable {
    let pieces: [Piece]
    let kept: [String]
    let reason: String?
  }

  struct Piece: Decodable {
    let captured: String
    let result: String
    let rule: String?
    let location: String?

    /// The line of a rule set of the lab that did it, on the page of that.
    var labPath: String? {
      guard let match = location?.wholeMatch(of: /lab\/rules\/([^\/:]+)\.yaml:(\d+):\d+/) else { return nil }
      return "/rules/\(match.1)#L\(match.2)"
    }

    var change: String {
      if rule == nil { "" } else if captured.isEmpty { "added" } else { result.isEmpty ? "removed" : "replaced" }
    }
  }

  var replaced: Int { lines.reduce(0) { $0 + $1.pieces.count { $0.rule != nil } } }

  var value: Value {
    .group([
      "number": .text(String(number)),
      "title": .text(title),
      "frame": .text(frame.map(String.init) ?? ""),
      "sender": .text(sender),
      "role": .text(sender == "caller" ? "UAC" : "UAS"),
      "lines": .list(lines.enumerated().map(line)),
    ])
  }

  private func line(_ index: Int, _ line: Line) -> Value {
    let pieces = line.pieces.enumerated().map { position, piece -> Value in
      .group([
        "captured": .text(piece.captured),
        "result": .text(piece.result),
        "rule": .text(piece.rule ?? ""),
        "place": .text(piece.location ?? ""),
        "rule_path": .text(piece.labPath ?? ""),
        "change": .text(piece.change),
        "key": .text("p\(number)-\(index)-\(position)"),
      ])
    }
    return .group([
      "pieces": .list(pieces), "kept": .list(line.kept.map(Value.text)), "reason": .text(line.reason ?? ""),
    ])
  }
}

extension Page {
  /// Only a part of a page: no frame.
  static let explanation = Page(name: "explanation", fields: ExplanationDrawing.fields)
}
#endif
