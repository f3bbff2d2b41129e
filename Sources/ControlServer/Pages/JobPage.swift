#if Control
import Foundation
import Hummingbird
import Templates

/// One job: what became of it, what it told, what it wrote, and the way into the library.
struct JobPage: PageRoutes {
  let jobs: Jobs
  let captures: Captures
  let pages: PageSet

  func add(to group: RouterGroup<ControlContext>) {
    group.get("jobs/{id}") { _, context in
      let id = try context.slug("id", of: "job").text
      guard let job = try await jobs.find(id) else { throw Refusal.missing("job", id) }
      let artifacts = JobArtifacts(id, in: captures.folder)
      return try pages.answer(
        .job,
        in: .jobs,
        title: "Job of \(job.args.pcap)",
        [
          "job": JobRow.value(job, size: captures.size(of: job)),
          "log": .list(log(id).map(Self.line)),
          "artifacts": .list(
            artifacts.list.map { .group(["name": .text($0.name), "size": .text(Readable.size($0.size))]) }
          ),
          "commands": .list(job.status == .succeeded ? artifacts.commands.map(Value.text) : []),
          "is_importable": .flag(artifacts.written.contains { $0.hasPrefix("scenario_") } && job.status == .succeeded),
        ],
        to: context
      )
    }
  }

  private func log(_ id: String) -> [String] {
    Worker.lines(captures.folder.job(id) + "/log.txt", in: captures.folder)
  }

  private static func line(_ text: String) -> Value {
    .group(["text": .text(text), "severity": .text(Finding(text)?.severity ?? "plain")])
  }
}

extension Page {
  static let job = Page(
    name: "job",
    scripts: ["live.js", "jobs.js"],
    fields: [
      "job": Field(.group(TemplateSchema(JobRow.fields)), "the job"),
      "log": Field(
        .rows([
          "text": Field(.text, "a line"),
          "severity": Field(.text, "error, warning, note, or plain"),
        ]),
        "what the worker told"
      ),
      "artifacts": Field(
        .rows(["name": Field(.text, "of the file"), "size": Field(.text, "of the file")]),
        "what it wrote"
      ),
      "commands": Field(.list(.text), "how the pair is replayed"),
      "is_importable": Field(.flag, "it wrote scenarios"),
    ]
  )
}
#endif
