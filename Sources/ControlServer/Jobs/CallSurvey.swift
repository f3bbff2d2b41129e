#if Control
import Foundation
import Hummingbird

/// Asks the program about a capture, in a worker.
struct CallSurvey: Sendable {
  let captures: Captures
  let worker: Worker
  let lab: LabFiles

  /// The calls that pass a filter, as JSON: `{"calls": […]}`, each with its model under `model` unless that is not wanted.
  func calls(of name: Slug, _ filter: CallFilter, withModel: Bool) async throws -> Data {
    let path = try path(of: name)
    let list: Data
    do {
      list = try await answer(["calls", path, "--json"] + filter.arguments)
    } catch let refusal as Refusal where !filter.arguments.isEmpty && refusal.isSolely("no-such-call") {
      // For the command line an error; but nobody who looks for calls has done anything wrong when there is none.
      return Self.object("calls", Data("[]".utf8))
    }
    guard withModel else { return Self.object("calls", list) }
    guard var calls = try JSONSerialization.jsonObject(with: list) as? [[String: Any]] else { throw Self.unreadable }
    if calls.isEmpty { return Self.object("calls", list) }
    let model = try await answer(["model", path] + filter.arguments)
    guard let document = try JSONSerialization.jsonObject(with: model) as? [String: Any],
      let models = document["calls"] as? [[String: Any]]
    else { throw Self.unreadable }
    var byNumber: [Int: [String: Any]] = [:]
    for model in models {
      if let number = model["number"] as? Int { byNumber[number] = model }
    }
    for index in calls.indices {
      if let number = calls[index]["number"] as? Int { calls[index]["model"] = byNumber[number] }
    }
    return try JSONSerialization.data(
      withJSONObject: ["calls": calls],
      options: [.sortedKeys, .withoutEscapingSlashes]
    )
  }

  private static func object(_ name: String, _ list: Data) -> Data {
    Data("{\"\(name)\":".utf8) + list + Data("}".utf8)
  }

  private static let unreadable = Refusal(.internalServerError, "the worker's answer can't be read")

  /// The ladder of a call as a fragment of HTML.
  func ladder(of name: Slug, call: Int) async throws -> (fragment: String, lines: [String]) {
    let path = try path(of: name)
    return try await inScratch { folder in
      try lab.write(PageFiles.text("ladder.html.mustache"), to: "templates/html/ladder.html.mustache", in: folder)
      let arguments = ["show", path, "--call", String(call), "--html", "ladder.html", "--templates", "templates"]
      let answer = try await worker.ask(arguments, in: folder)
      try check(answer)
      return (try String(contentsOfFile: folder + "/ladder.html", encoding: .utf8), answer.lines)
    }
  }

  /// What the rules make of a call, as `rules explain --json` tells it.
  ///
  /// `draft` is a rule set of the lab that is not saved yet. Throws `Refusal` (422) with the findings when rules are wrong.
  func explanation(_ args: ToolArguments, draft: (id: String, text: String)? = nil) async throws -> Data {
    guard let name = Slug(args.pcap) else { throw Refusal.missing("capture", args.pcap) }
    let path = try path(of: name)
    return try await inScratch { folder in
      var arguments = [
        "rules", "explain", path, "--sip-port", String(args.sipPort), "--leg", String(args.leg), "--json",
      ]
      if !args.call.isEmpty { arguments.append("--call=" + args.call) }
      arguments += ["--target", args.target]
      arguments += try await lab.rules(args.rules, draft: draft, in: folder)
      let answer = try await worker.ask(arguments, in: folder)
      try check(answer)
      return answer.output
    }
  }

  /// The findings of a text before it is saved; errors among them throw `Refusal` (422).
  func check(_ kind: DocumentKind, id: String, text: String, path: String?) async throws -> [Finding] {
    try await inScratch { folder in
      let answer: Worker.Answer
      switch kind {
      case .rules:
        _ = try await lab.rules([id], draft: (id, text), in: folder)
        answer = try await worker.ask(["rules", "check", "lab/rules/" + id + ".yaml"], in: folder)
      case .templates:
        try lab.write(text, to: "templates/" + (path ?? ""), in: folder)
        answer = try await worker.ask(["templates", "check", "templates"], in: folder)
      case .scenarios:
        try lab.write(text, to: id + ".xml", in: folder)
        answer = try await worker.ask(["check", id + ".xml"], in: folder)
      }
      try check(answer)
      return answer.lines.compactMap(Finding.init)
    }
  }

  private func path(of name: Slug) throws -> String {
    guard captures.find(name) != nil else { throw Refusal.missing("capture", name.text) }
    return captures.folder.capture(name)
  }

  private func answer(_ arguments: [String]) async throws -> Data {
    let answer = try await worker.ask(arguments, in: captures.folder.scratch)
    try check(answer)
    return answer.output
  }

  /// Throws `Refusal` (422) with what the program told, when it did not succeed.
  private func check(_ answer: Worker.Answer) throws {
    if answer.outcome.isSuccess { return }
    let findings = answer.lines.compactMap(Finding.init)
    let first = findings.first { $0.severity == "error" }
    let reason = first?.message ?? answer.outcome.reason ?? answer.lines.first ?? "the worker failed"
    throw Refusal(.unprocessableContent, reason, findings: findings)
  }

  /// Works in a folder that is gone afterwards.
  private func inScratch<Result>(_ work: (String) async throws -> Result) async throws -> Result {
    let folder = Scratch(in: captures.folder)
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    defer { withExtendedLifetime(folder) {} }
    return try await work(folder.path)
  }
}

/// Which calls of a capture are asked for: the options of `pcap2scenario calls`.
struct CallFilter: Sendable {
  let arguments: [String]

  static let options = ["from", "to", "method", "outcome", "since", "until", "sip_port", "filter"]

  /// Reads the query.
  init(_ request: Request) throws {
    var arguments: [String] = []
    for name in Self.options {
      guard let value = request.query(name) else { continue }
      guard value.utf8.count <= 500 else { throw Refusal(.badRequest, "'\(name)' has more than 500 bytes") }
      guard !value.unicodeScalars.contains("\0") else { throw Refusal(.badRequest, "'\(name)' holds a NUL") }
      // One argument, so that a value that begins with '-' stays a value.
      arguments.append("--\(name.replacing("_", with: "-"))=\(value)")
    }
    self.arguments = arguments
  }
}
#endif
