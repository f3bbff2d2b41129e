#if Control
import Hummingbird

/// Everything under `/api/v2`; `openapi.yaml` among the files of the pages describes it.
struct API: Sendable {
  let auth: AuthAPI
  let captures: CaptureAPI
  let tools: ToolAPI
  let jobs: JobAPI
  let documents: [DocumentAPI]
  let preview: RulePreview
  let scenarios: ScenarioAPI
  let store: Store

  struct Health: Encodable {
    var status = "ok"
  }

  struct AuditList: Encodable {
    let entries: [AuditEntry]
    let total: Int
  }

  func add(to router: Router<ControlContext>) {
    let open = router.group("api/v2")
    open.get("health") { _, _ in try Response.json(Health()) }
    open.get("openapi.yaml") { _, _ in
      Response.data(.init(PageFiles.all["openapi.yaml"] ?? []), type: "application/yaml")
    }
    auth.addOpen(to: open)
    let closed = open.group().add(middleware: LoginNeeded())
    auth.addClosed(to: closed)
    captures.add(to: closed)
    tools.add(to: closed)
    jobs.add(to: closed)
    scenarios.add(to: closed)
    preview.add(to: closed)
    for kind in documents { kind.add(to: closed) }
    closed.get("audit") { request, _ in
      let (limit, offset) = try request.page()
      let query = Audit.Query(user: request.query("user"), path: request.query("path"), limit: limit, offset: offset)
      let (entries, total) = try await Audit.list(store, query)
      return try Response.json(AuditList(entries: entries, total: total))
    }
  }
}
#endif
