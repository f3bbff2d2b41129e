#if Control
import Foundation

/// Puts the lab's rule sets and templates where a worker reads them.
struct LabFiles: Sendable {
  let documents: Documents

  /// What to tell the program for a conversion; files of the lab are written to the folder `lab` in `folder`.
  ///
  /// Throws `LabFailure` when the capture, a rule set or a template is not there.
  func arguments(_ args: ToolArguments, capture: String, in folder: String) async throws -> [String] {
    guard FileManager.default.fileExists(atPath: capture) else {
      throw LabFailure(reason: "there is no capture '\(args.pcap)'")
    }
    let arguments = try await selection(args, in: folder)
    if args.templates.isEmpty { return arguments }
    return arguments + ["--templates", try await templates(args.templates, in: folder)]
  }

  /// Which leg of which call for which engine by which rules; `draft` is a rule set that is not saved yet.
  func selection(_ args: ToolArguments, draft: (id: String, text: String)? = nil, in folder: String) async throws
    -> [String]
  {
    var arguments = ["--sip-port", String(args.sipPort), "--leg", String(args.leg), "--target", args.target]
    // One argument, so that a Call-ID that begins with '-' stays a value.
    if !args.call.isEmpty { arguments.append("--call=" + args.call) }
    return arguments + (try await rules(args.rules, draft: draft, in: folder))
  }

  /// `--rules` for built-in names and ids of the lab; `draft` stands for the text that the lab has of its id.
  ///
  /// A rule set of the lab may extend another one by its file name, `other.yaml`: all of them are written.
  func rules(_ names: [String], draft: (id: String, text: String)? = nil, in folder: String) async throws -> [String] {
    var own = Dictionary(uniqueKeysWithValues: try await documents.texts(.rules).map { ($0.document.id, $0.text) })
    if let draft { own[draft.id] = draft.text }
    if names.contains(where: { own[$0] != nil }) {
      for (id, text) in own { try write(text, to: "lab/rules/" + id + ".yaml", in: folder) }
    }
    return names.flatMap { name in
      // What is not the lab's is built in, or the program says what there is.
      ["--rules", own[name] == nil ? name : "lab/rules/" + name + ".yaml"]
    }
  }

  /// The folder for `--templates`.
  private func templates(_ ids: [String], in folder: String) async throws -> String {
    let found = Dictionary(
      uniqueKeysWithValues: try await documents.texts(.templates, ids: ids).map { ($0.document.id, $0) }
    )
    for id in ids {
      guard let template = found[id], let path = template.document.path else {
        throw LabFailure(reason: "there is no template '\(id)'")
      }
      try write(template.text, to: "lab/templates/" + path, in: folder)
    }
    return "lab/templates"
  }

  func write(_ text: String, to path: String, in folder: String) throws {
    let url = URL(fileURLWithPath: folder + "/" + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}

/// What a job was asked to use is not there.
struct LabFailure: Error {
  let reason: String
}
#endif
