#if Control
/// What whoever starts the server decides.
package struct ControlOptions: Sendable {
  /// The folder that holds all state; made where it is missing.
  package var dataFolder: String
  package var host: String
  package var port: Int
  /// The program `pcap2scenario`, which the worker processes run.
  package var program: String
  /// How many workers run at once.
  package var workers: Int
  /// The largest capture that may be uploaded, in bytes.
  package var largestCapture: Int
  /// After how many seconds a worker is ended.
  package var jobSeconds: Int
  /// After how many seconds of silence a connection is closed that has not sent all of a request.
  package var idleSeconds: Int
  /// The password of the user that the first start makes; nil for a random one, which is printed once.
  package var adminPassword: String?
  /// Whether a reverse proxy speaks TLS for this server: then cookies are sent over TLS only.
  package var isBehindTLS: Bool

  package init(
    dataFolder: String,
    host: String = "127.0.0.1",
    port: Int = 8080,
    program: String,
    workers: Int = 2,
    largestCapture: Int = 4 << 30,
    jobSeconds: Int = 600,
    idleSeconds: Int = 60,
    adminPassword: String? = nil,
    isBehindTLS: Bool = false
  ) {
    self.dataFolder = dataFolder
    self.host = host
    self.port = port
    self.program = program
    self.workers = workers
    self.largestCapture = largestCapture
    self.jobSeconds = jobSeconds
    self.idleSeconds = idleSeconds
    self.adminPassword = adminPassword
    self.isBehindTLS = isBehindTLS
  }
}
#endif
