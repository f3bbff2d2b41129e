#if Control
import Foundation
import Hummingbird
import NIOCore
import _NIOFileSystem

/// Uploaded captures, and the calls in them.
struct CaptureAPI: Sendable {
  let captures: Captures
  let survey: CallSurvey
  let largest: Int

  func add(to group: RouterGroup<ControlContext>) {
    group.get("media/pcap") { _, _ in
      try Response.json(["captures": try captures.list()])
    }
    group.post("media/pcap/{name}") { request, context in
      guard let name = Slug(context.parameters.get("name") ?? "") else {
        throw Refusal(.badRequest, "the name of a capture is \(Slug.rule)")
      }
      try await NewCapture(name: name, folder: captures.folder, largest: largest).receive(request)
      guard let entry = captures.find(name) else { throw Refusal.missing("capture", name.text) }
      return try Response.json(["capture": entry], status: .created)
    }
    group.get("media/pcap/{name}") { _, context in
      let name = try context.slug("name", of: "capture")
      guard let entry = captures.find(name) else { throw Refusal.missing("capture", name.text) }
      return try await Response.file(
        captures.folder.capture(name),
        as: entry.name,
        type: "application/vnd.tcpdump.pcap"
      )
    }
    group.delete("media/pcap/{name}") { _, context in
      let name = try context.slug("name", of: "capture")
      guard captures.remove(name) else { throw Refusal.missing("capture", name.text) }
      return Response.noContent
    }
    group.get("captures/{name}/calls") { request, context in
      let name = try context.slug("name", of: "capture")
      let filter = try CallFilter { request.query($0) }
      let wantsModel = request.query("model") != "none"
      return Response.data(try await survey.calls(of: name, filter, withModel: wantsModel), type: "application/json")
    }
  }
}
#endif
