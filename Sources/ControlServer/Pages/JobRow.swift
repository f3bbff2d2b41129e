#if Control
import Templates

/// A job as pages show it.
enum JobRow {
  /// `size` is that of its capture in bytes; nil where it is gone.
  static func value(_ job: Job, size: Int?) -> Value {
    var row: [String: Value] = [
      "id": .text(job.id),
      "status": .text(job.status.rawValue),
      "is_active": .flag(!job.status.isFinal),
      "size": .text(String(size ?? 0)),
      "pcap": .text(job.args.pcap),
      "pcap_link": .text(size == nil ? "" : "/captures/" + job.args.pcap),
      "call": .text(job.args.call),
      "call_link": .text(size == nil ? "" : callLink(job.args)),
      "leg": .text(String(job.args.leg)),
      "target": .text(job.args.target),
      "rules": .text(job.args.rules.joined(separator: ", ")),
      "templates": .text(job.args.templates.joined(separator: ", ")),
      "sip_port": .text(job.args.sipPort == 0 ? "" : String(job.args.sipPort)),
      "created": Readable.moment(job.createdAt),
      "user": .text(job.user),
      "exit_code": .text(job.exitCode.map(String.init) ?? ""),
      "error": .text(job.error ?? ""),
      "duration": .text(""),
    ]
    if let start = job.startedAt { row["started"] = Readable.moment(start) }
    if let end = job.finishedAt { row["finished"] = Readable.moment(end) }
    if let start = job.startedAt, let end = job.finishedAt, let seconds = start.seconds(to: end) {
      row["duration"] = .text(Readable.duration(seconds: seconds))
    }
    return .group(row)
  }

  /// The page of its call, when that was asked for by its number.
  private static func callLink(_ args: ToolArguments) -> String {
    guard let number = Int(args.call) else { return "" }
    return CallPage.path(args.pcap, number, sipPort: args.sipPort == 0 ? "" : String(args.sipPort))
  }

  static let fields: [String: Field] = [
    "id": Field(.text, "of the job"),
    "status": Field(.text, "pending, running, succeeded, failed, stopped"),
    "is_active": Field(.flag, "it waits or runs"),
    "size": Field(.text, "of its capture, in bytes"),
    "pcap": Field(.text, "the capture"),
    "pcap_link": Field(.text, "its page; empty when it was deleted"),
    "call": Field(.text, "number or Call-ID; empty for the first that an INVITE began"),
    "call_link": Field(.text, "its page; empty for none"),
    "leg": Field(.text, "its number"),
    "target": Field(.text, "the engine"),
    "rules": Field(.text, "rule sets"),
    "templates": Field(.text, "templates of the lab"),
    "sip_port": Field(.text, "that SIP runs on; empty for any"),
    "created": Readable.momentField("when it was asked for"),
    "started": Readable.momentField("when a worker began"),
    "finished": Readable.momentField("when it came to its end"),
    "duration": Field(.text, "how long it ran; empty while it does"),
    "user": Field(.text, "who asked for it"),
    "exit_code": Field(.text, "of the worker; empty for none"),
    "error": Field(.text, "why it failed"),
  ]
}
#endif
