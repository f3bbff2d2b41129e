#if Control
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The server: its state, its API and its pages, put together.
package struct ControlServer {
  private let options: ControlOptions
  private let accounts: Accounts
  private let queue: JobQueue
  private let router: Router<ControlContext>
  private let logger: Logger
  private let waiting: [String]

  /// Opens the data folder.
  ///
  /// Throws when it can't be written to, or when its database is another program's.
  package init(_ options: ControlOptions) throws {
    self.options = options
    var logger = Logger(label: "pcap2scenario-control")
    logger.logLevel = .notice
    self.logger = logger
    let folder = try DataFolder(options.dataFolder)
    let store = try Store(path: folder.database)
    accounts = try Accounts(store: store)
    let documents = Documents(store: store)
    let jobs = Jobs(store: store)
    let captures = Captures(folder: folder)
    let lab = LabFiles(documents: documents)
    StrayWorkers.end(program: options.program, in: folder)
    let worker = Worker(
      program: options.program,
      data: folder,
      seconds: options.jobSeconds,
      gate: Gate(options.workers),
      questions: Gate(options.workers)
    )
    waiting = try jobs.resume()
    try folder.removeStrays(jobs: try jobs.ids(), library: try documents.folders())
    queue = JobQueue(jobs: jobs, folder: folder, worker: worker, lab: lab, logger: logger)
    let survey = CallSurvey(captures: captures, worker: worker, lab: lab)
    let kinds = DocumentKind.allCases.map {
      DocumentAPI(kind: $0, documents: documents, survey: survey, folder: folder)
    }
    let auth = AuthAPI(accounts: accounts)
    let set = try PageSet()
    let drawing = ExplanationDrawing(pages: set)
    let pages = Pages(
      set: set,
      login: LoginPage(auth: auth, pages: set, isBehindTLS: options.isBehindTLS),
      parts: [
        CapturePages(captures: captures, pages: set, largest: options.largestCapture),
        CallsPage(captures: captures, survey: survey, pages: set),
        CallPage(survey: survey, documents: documents, pages: set),
        JobsPage(jobs: jobs, captures: captures, pages: set),
        JobPage(jobs: jobs, captures: captures, pages: set),
        AuditPage(store: store, pages: set),
        AccountPage(accounts: accounts, pages: set),
        ScenarioPage(survey: survey, rules: kinds[1], drawing: drawing),
        ImportPage(jobs: jobs, pages: set),
      ] + kinds.map { DocumentPages(api: $0, pages: set) },
      styles: [LadderStyle.name: try LadderStyle.text()]
    )
    let api = API(
      auth: auth,
      captures: CaptureAPI(captures: captures, survey: survey, largest: options.largestCapture),
      tools: ToolAPI(queue: queue, captures: captures),
      jobs: JobAPI(queue: queue, folder: folder),
      documents: kinds,
      preview: RulePreview(survey: survey, drawing: drawing),
      scenarios: ScenarioAPI(
        documents: kinds[0],
        importer: ScenarioImport(documents: documents, jobs: jobs, folder: folder)
      ),
      store: store
    )
    router = Router(context: ControlContext.self)
    router.add(middleware: SecurityHeaders())
    router.add(middleware: Refusals())
    router.add(middleware: Authentication(accounts: accounts, isBehindProxy: options.isBehindTLS))
    router.add(middleware: Audit(store: store))
    api.add(to: router)
    pages.add(to: router)
    MethodNotAllowed.fill(router)
    pages.addRest(to: router)
  }

  /// Serves until SIGINT or SIGTERM; `ready` gets the port once it listens.
  ///
  /// Throws `ListenRefused` when the system does not let it listen there.
  package func run(ready: @escaping @Sendable (_ port: Int, _ password: String?) -> Void) async throws {
    let (ports, listening) = AsyncStream<Int>.makeStream()
    let standard = options.port
    let application = Application(
      router: router,
      server: .http1(configuration: .init(idleTimeout: .seconds(Int64(options.idleSeconds)))),
      configuration: .init(
        address: .hostname(options.host, port: options.port),
        serverName: nil,
        availableConnectionsDelegate: .maximum(Self.mostConnections, logger: logger)
      ),
      onServerRunning: { channel in listening.yield(channel.localAddress?.port ?? standard) },
      logger: logger
    )
    // Nothing of it before the port is ours: a password that nobody is shown would lock everybody out.
    let workers = Workers(ports: ports, queue: queue) { [accounts, options, queue, waiting] port in
      let password = try accounts.makeFirstUser(password: options.adminPassword)
      await queue.resume(waiting)
      ready(port, password)
    }
    // The last is told to stop first: then the streams of events end, which keep connections open.
    var services = ServiceGroupConfiguration(
      services: [application, workers],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger
    )
    services.maximumGracefulShutdownDuration = .seconds(20)
    do {
      try await ServiceGroup(configuration: services).run()
    } catch let error as IOError {
      throw ListenRefused(description: unsafe String(cString: strerror(error.errnoCode)).lowercased())
    }
  }

  /// Whoever comes when there are so many waits until one is closed.
  private static let mostConnections = 500
}

/// The address can't be listened at: another program does, or it is not this machine's.
package struct ListenRefused: Error, CustomStringConvertible {
  package let description: String
}

/// Begins when the server listens, and ends the workers when it is told to stop.
private struct Workers: Service {
  let ports: AsyncStream<Int>
  let queue: JobQueue
  let begin: @Sendable (_ port: Int) async throws -> Void

  func run() async throws {
    for await port in ports.cancelOnGracefulShutdown() {
      try await begin(port)
      break
    }
    try await gracefulShutdown()
    await queue.close()
  }
}
#endif
