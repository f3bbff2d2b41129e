#if Control
import Hummingbird
import Templates

/// The jobs, live.
struct JobsPage: PageRoutes {
  let jobs: Jobs
  let captures: Captures
  let pages: PageSet

  func add(to group: RouterGroup<ControlContext>) {
    group.get("jobs") { request, context in
      let paging = try Paging(request)
      let query = QueryParameters(request)
      let status = Job.Status(rawValue: query["status"])
      let pcap = query["pcap"]
      let (found, total) = try await jobs.list(
        .init(status: status, pcap: pcap.isEmpty ? nil : pcap, limit: paging.limit, offset: paging.offset)
      )
      let isFiltered = status != nil || !pcap.isEmpty
      return try pages.answer(
        .jobs,
        in: .jobs,
        title: "Jobs",
        [
          "jobs": .list(found.map { JobRow.value($0, size: captures.size(of: $0)) }),
          "statuses": .list(
            Job.Status.allCases.map { .group(["name": .text($0.rawValue), "is_chosen": .flag($0 == status)]) }
          ),
          "pcap": .text(pcap),
          "is_empty": .flag(total == 0 && !isFiltered),
          "is_missing": .flag(total == 0 && isFiltered),
          "paging": paging.value(of: total),
        ],
        to: context
      )
    }
  }
}

extension Captures {
  /// How large the capture of a job is; nil when it was deleted.
  func size(of job: Job) -> Int? { Slug(job.args.pcap).flatMap(find)?.size }
}

extension Page {
  static let jobs = Page(
    name: "jobs",
    scripts: ["live.js", "jobs.js"],
    fields: [
      "jobs": Field(.rows(JobRow.fields), "the newest first"),
      "statuses": Field(.options, "what can be asked for"),
      "pcap": Field(.text, "the capture that is asked for; empty for all"),
      "is_empty": Field(.flag, "there is none at all"),
      "is_missing": Field(.flag, "there is none as asked for"),
      "paging": Paging.field,
    ]
  )
}
#endif
