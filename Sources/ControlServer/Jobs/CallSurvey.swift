#if Control
import Foundation
import Hummingbird

/// Asks the program about a capture, in a worker.
struct CallSurvey: Sendable {
  let captures: Captures
  let worker: Worker
  let lab: LabFiles
  private let cache = SurveyCache()

  init(captures: Captures, worker: Worker, lab: LabFiles) {
    self.captures = captures
    self.worker = worker
    self.lab = lab
  }

  /// The calls that pass a filter, as JSON: `{"calls": […]}`, each with its model under `model` unless that is not wanted.
  func calls(of name: Slug, _ filter: CallFilter, withModel: Bool) async throws -> Data {
    let list = try await listing(of: name, filter).calls
    guard withModel else { return Self.object("calls", list) }
    guard var calls = try JSONSerialization.jsonObject(with: list) as? [[String: Any]] else { throw Self.unreadable }
    if calls.isEmpty { return Self.object("calls", list) }
    let model = try await answer(["model", try path(of: name)] + filter.arguments)
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

  /// The calls that pass a filter, as the pages show them.
  func list(of name: Slug, _ filter: CallFilter) async throws -> CallList {
    let found = try await listing(of: name, filter)
    guard let calls = try? JSONDecoder().decode([ListedCall].self, from: found.calls) else { throw Self.unreadable }
    return CallList(calls: calls, findings: found.lines.compactMap(Finding.init))
  }

  private func listing(of name: Slug, _ filter: CallFilter) async throws -> SurveyCache.Entry {
    guard let capture = captures.find(name) else { throw Refusal.missing("capture", name.text) }
    let key = SurveyCache.Key(
      capture: name.text,
      size: capture.size,
      uploadedAt: capture.uploadedAt,
      arguments: filter.arguments
    )
    if let entry = await cache.find(key) { return entry }
    let answer: Worker.Answer
    do {
      answer = try await ask(["calls", captures.folder.capture(name), "--json"] + filter.arguments)
    } catch let refusal as Refusal where filter.isSelective && refusal.isNoSuchCall {
      return .init(calls: Data("[]".utf8), lines: [])
    }
    let entry = SurveyCache.Entry(calls: answer.output, lines: answer.lines)
    await cache.keep(entry, for: key)
    return entry
  }

  static func object(_ name: String, _ list: Data) -> Data {
    Data("{\"\(name)\":".utf8) + list + Data("}".utf8)
  }

  static let unreadable = Refusal(.internalServerError, "the worker's answer can't be read")

  /// The ladder of a call as a fragment of HTML.
  func ladder(of name: Slug, call: Int, sipPort: Int) async throws -> (fragment: String, findings: [Finding]) {
    let path = try path(of: name)
    return try await inScratch { folder in
      try lab.write(PageFiles.ladder.text, to: "templates/" + PageFiles.ladder.path, in: folder)
      let arguments = [
        "show", path, "--sip-port", String(sipPort), "--call", String(call), "--html", "ladder.html",
        "--templates", "templates",
      ]
      let answer = try await ask(arguments, in: folder)
      let fragment = try Data(contentsOf: URL(fileURLWithPath: folder + "/ladder.html"))
      return (String(decoding: fragment, as: UTF8.self), answer.lines.compactMap(Finding.init))
    }
  }

  /// What the rules make of a call, as `rules explain --json` tells it.
  ///
  /// `draft` is a rule set of the lab that is not saved yet. Throws `Refusal` (422) with the findings when rules are wrong.
  func explanation(_ args: ToolArguments, draft: (id: String, text: String)? = nil) async throws -> Data {
    guard let name = Slug(args.pcap) else { throw Refusal.missing("capture", args.pcap) }
    let path = try path(of: name)
    return try await inScratch { folder in
      let selection = try await lab.selection(args, draft: draft, in: folder)
      return try await ask(["rules", "explain", path, "--json"] + selection, in: folder).output
    }
  }

  /// The findings of a text before it is saved; errors among them throw `Refusal` (422).
  ///
  /// `companions` is the folder with what a scenario plays.
  func check(_ kind: DocumentKind, id: String, text: String, path: String?, companions: String? = nil) async throws
    -> [Finding]
  {
    try await inScratch { folder in
      let arguments: [String]
      switch kind {
      case .rules:
        _ = try await lab.rules([id], draft: (id, text), in: folder)
        arguments = ["rules", "check", "lab/rules/" + id + ".yaml"]
      case .templates:
        try lab.write(text, to: "templates/" + (path ?? ""), in: folder)
        arguments = ["templates", "check", "templates"]
      case .scenarios:
        for name in try companions.map(FileManager.default.contentsOfDirectory) ?? [] where Slug(name) != nil {
          let target = (companions ?? "") + "/" + name
          try FileManager.default.createSymbolicLink(atPath: folder + "/" + name, withDestinationPath: target)
        }
        try lab.write(text, to: id + ".xml", in: folder)
        arguments = ["check", id + ".xml"]
      }
      return try await ask(arguments, in: folder).lines.compactMap(Finding.init)
    }
  }

  private func path(of name: Slug) throws -> String {
    guard captures.find(name) != nil else { throw Refusal.missing("capture", name.text) }
    return captures.folder.capture(name)
  }

  func answer(_ arguments: [String]) async throws -> Data { try await ask(arguments).output }

  /// Asks, and throws `Refusal` (422) with what the program told unless it succeeds.
  @discardableResult
  func ask(_ arguments: [String], in folder: String? = nil) async throws -> Worker.Answer {
    let answer = try await worker.ask(arguments, in: folder ?? captures.folder.scratch)
    if answer.outcome.isSuccess { return answer }
    let findings = answer.lines.compactMap(Finding.init)
    let first = findings.first { $0.severity == "error" }
    let reason = first?.message ?? answer.outcome.reason ?? answer.lines.first ?? "the worker failed"
    throw Refusal(.unprocessableContent, reason, findings: findings)
  }

  /// Works in a folder that is gone afterwards.
  func inScratch<Result>(_ work: (String) async throws -> Result) async throws -> Result {
    let folder = Scratch(in: captures.folder)
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    defer { withExtendedLifetime(folder) {} }
    return try await work(folder.path)
  }
}

extension Refusal {
  /// The program found calls, but none that was asked for.
  fileprivate var isNoSuchCall: Bool { findings?.contains { $0.code == "no-such-call" } ?? false }
}
#endif
