#if Control
import Hummingbird

/// The tools that can be run; there is one.
struct ToolAPI: Sendable {
  let queue: JobQueue
  let captures: Captures

  static let name = "pcap2scenario"
  static let fields = ["pcap", "sip_port", "call", "leg", "target", "rules", "templates"]

  struct Tool: Encodable {
    var id = ToolAPI.name
    var kind = "tool"
    var title = "A capture of SIP and RTP to a pair of scenarios with their media"
    var args = ToolAPI.fields
  }

  func add(to group: RouterGroup<ControlContext>) {
    group.get("tools") { _, _ in try Response.json(["tools": [Tool()]]) }
    group.post("tools/{tool}/run") { request, context in
      let tool = context.parameters.get("tool") ?? ""
      guard tool == Self.name else { throw Refusal(.notFound, "there is no such tool; there is '\(Self.name)'") }
      let body = try await JSONBody(request, known: ["args"])
      let args = try Self.arguments(try body.object("args", known: Self.fields))
      let job = try await submit(args, by: try context.user.name)
      return try Response.json(["job": JobAPI.Answer(job)], status: .created)
    }
  }

  /// Throws `Refusal`: 404 when there is no such capture, 503 when too many jobs wait.
  func submit(_ args: ToolArguments, by user: String) async throws -> Job {
    guard Slug(args.pcap).flatMap(captures.find) != nil else { throw Refusal.missing("capture", args.pcap) }
    if await queue.isFull {
      throw Refusal(.serviceUnavailable, "\(JobQueue.mostWaiting) jobs wait already: try again later")
    }
    return try await queue.submit(args, by: user)
  }

  /// Reads `args`.
  static func arguments(_ body: JSONBody) throws -> ToolArguments {
    let path = try body.required("pcap")
    guard let name = DataFolder.captureName(path) else {
      throw body.refusal("pcap", "names no uploaded capture: media/pcap/NAME")
    }
    var args = ToolArguments(pcap: name.text)
    args.sipPort = try body.number("sip_port", 0...65535) ?? 0
    args.call = try body.numberOrText("call") ?? ""
    args.leg = try body.number("leg", 1...64) ?? 1
    args.target = try body.slug("target")?.text ?? "gossipper"
    args.rules = try slugs(body, "rules")
    args.templates = try slugs(body, "templates")
    return args
  }

  private static func slugs(_ body: JSONBody, _ name: String) throws -> [String] {
    try (body.texts(name) ?? []).map { text in
      guard let slug = Slug(text) else { throw body.refusal(name, "holds what is no id: \(Slug.rule)") }
      return slug.text
    }
  }
}
#endif
