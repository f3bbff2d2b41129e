#if Control
import ArgumentParser
import ControlServer
import Foundation

/// Starts the control server.
@main
struct ControlCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pcap2scenario-control",
    abstract: "A server with pages and an API for the captures and scenarios of a lab.",
    discussion: """
      All state is kept in the data folder. The first start makes the user 'admin', with the password in the environment \
      variable PCAP2SCENARIO_ADMIN_PASSWORD, or with one that is printed once.

      It listens on this machine only, unless --listen says otherwise; TLS is a reverse proxy's job (then give \
      --behind-tls). Captures are read by processes of 'pcap2scenario'.
      """
  )

  @Option(help: ArgumentHelp("The folder that holds all state; made where it is missing.", valueName: "folder"))
  var dataDir: String

  @Option(help: ArgumentHelp("Where to listen; port 0 takes a free one.", valueName: "host:port"))
  var listen = "127.0.0.1:8080"

  @Option(
    help: ArgumentHelp("The program that reads captures. (default: the one beside this program)", valueName: "path")
  )
  var program: String?

  @Option(help: ArgumentHelp("How many workers run at once.", valueName: "N"))
  var workers = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: ArgumentHelp("The largest capture that can be uploaded, in MB.", valueName: "MB"))
  var maxUpload = 4096

  @Option(help: ArgumentHelp("After how many seconds a worker is ended.", valueName: "seconds"))
  var jobTimeout = 600

  @Option(
    help: ArgumentHelp(
      "After how many seconds of silence a connection in the middle of a request is closed.",
      valueName: "seconds"
    )
  )
  var idleTimeout = 60

  @Flag(help: "A reverse proxy speaks TLS for this server: cookies are sent over TLS only.")
  var behindTLS = false

  func validate() throws {
    if address == nil { throw ValidationError("--listen is HOST:PORT, like 127.0.0.1:8080 or [::1]:8080") }
    if workers < 1 || maxUpload < 1 || jobTimeout < 1 || idleTimeout < 1 {
      throw ValidationError("--workers, --max-upload, --job-timeout and --idle-timeout are 1 at least")
    }
  }

  func run() async throws {
    // Captures and hashes of passwords are nobody else's on this machine.
    umask(0o077)
    let program = program ?? Self.neighbour
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw ValidationError("\(program) is no program: say where pcap2scenario is by --program")
    }
    let server: ControlServer
    do {
      server = try ControlServer(
        ControlOptions(
          dataFolder: dataDir,
          host: address?.host ?? "",
          port: address?.port ?? 0,
          program: URL(fileURLWithPath: program).standardizedFileURL.path,
          workers: workers,
          largestCapture: maxUpload << 20,
          jobSeconds: jobTimeout,
          idleSeconds: idleTimeout,
          adminPassword: ProcessInfo.processInfo.environment["PCAP2SCENARIO_ADMIN_PASSWORD"],
          isBehindTLS: behindTLS
        )
      )
    } catch {
      let reason = (error as? CocoaError)?.localizedDescription ?? "\(error)"
      throw Self.failure("\(dataDir): the data folder can't be used: \(reason); name another by --data-dir")
    }
    let host = address?.host ?? ""
    do {
      try await server.run { port, password in
        if let password { print("The user is 'admin', the password '\(password)': it is shown only now.") }
        print("http://\(host.contains(":") ? "[\(host)]" : host):\(port)/")
        fflush(nil)
      }
    } catch let refused as ListenRefused {
      throw Self.failure("\(listen): \(refused); name another place by --listen")
    }
  }

  /// Tells in one line why the server can't run: exit code 1.
  private static func failure(_ line: String) -> ExitCode {
    FileHandle.standardError.write(Data("error: \(line)\n".utf8))
    return .failure
  }

  private var address: (host: String, port: Int)? {
    guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
      (0...65535).contains(port)
    else { return nil }
    var host = listen[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    return host.isEmpty ? nil : (String(host), port)
  }

  /// `pcap2scenario` in the folder of this program.
  private static var neighbour: String {
    let own =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: own).deletingLastPathComponent().path + "/pcap2scenario"
  }
}
#else
/// Without the trait 'Control' there is no server.
@main
struct ControlCommand {
  static func main() {
    print("This was built without the control server: 'make control' builds and starts it.")
  }
}
#endif
