#if Control
import Hummingbird
import Templates

/// "Import from pcap2scenario": a job that has succeeded, and what its scenarios are called in the library.
struct ImportPage: PageRoutes {
  let jobs: Jobs
  let pages: PageSet

  /// How many jobs can be chosen from.
  static let mostJobs = 200

  func add(to group: RouterGroup<ControlContext>) {
    group.get("scenarios/-/import") { request, context in
      let wanted = QueryParameters(request)["job"]
      var found = try await jobs.list(.init(status: .succeeded, limit: Self.mostJobs)).jobs
      if !wanted.isEmpty, !found.contains(where: { $0.id == wanted }), let job = try await jobs.find(wanted) {
        guard job.status == .succeeded else {
          throw Refusal(.conflict, "the job is \(job.status.rawValue): only what succeeded can be imported")
        }
        found.insert(job, at: 0)
      }
      let chosen = found.first { $0.id == wanted } ?? found.first
      let fields: [String: Value] = [
        "jobs": .list(found.map { option($0, isChosen: $0.id == chosen?.id) }),
        "suggestion": .text(chosen.map(Self.suggestion) ?? ""),
      ]
      return try pages.answer(.importing, in: .scenarios, title: "Import from pcap2scenario", fields, to: context)
    }
  }

  private func option(_ job: Job, isChosen: Bool) -> Value {
    let call = job.args.call.isEmpty ? "first call" : "call \(job.args.call)"
    let leg = job.args.leg == 1 ? "" : ", leg \(job.args.leg)"
    let rules = job.args.rules.isEmpty ? "" : " with " + job.args.rules.joined(separator: ", ")
    let time = job.finishedAt.map { $0.rawValue.prefix(16).replacing("T", with: " ") + " UTC: " } ?? ""
    return .group([
      "id": .text(job.id),
      "label": .text("\(time)\(job.args.pcap), \(call)\(leg), \(job.args.target)\(rules)"),
      "suggestion": .text(Self.suggestion(job)),
      "is_chosen": .flag(isChosen),
    ])
  }

  /// An id from the name of the capture: `customer-42.pcap`, call 3 → `customer-42_3`.
  private static func suggestion(_ job: Job) -> String {
    var name = job.args.pcap[...]
    for suffix in [".gz", ".zst", ".pcap", ".pcapng", ".cap"] where name.hasSuffix(suffix) && name.count > suffix.count
    {
      name = name.dropLast(suffix.count)
    }
    let call = Slug(job.args.call).map { "_" + $0.text } ?? ""
    return Slug(name.prefix(100) + call.prefix(20))?.text ?? "call"
  }
}

extension Page {
  /// How scenarios get from a job into the library.
  static let importing = Page(
    name: "import",
    styles: ["documents.css"],
    scripts: ["import.js"],
    fields: [
      "jobs": Field(
        .rows([
          "id": Field(.text, "of the job"),
          "label": Field(.text, "when, and what was converted"),
          "suggestion": Field(.text, "an id for its scenario"),
          "is_chosen": Field(.flag, "it is the one"),
        ]),
        "those that have succeeded, the newest first"
      ),
      "suggestion": Field(.text, "an id for the scenario of the one that is chosen"),
    ]
  )
}
#endif
