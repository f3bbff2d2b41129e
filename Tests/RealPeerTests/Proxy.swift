import Foundation
import Replay
import TestSupport
import Testing

/// Kamailio as a proxy that stays in the path of every call, between two ports of loopback.
final class Proxy {
  private let program: TestSupport.Program

  static let executable = TestSupport.Program.inPath("kamailio")

  /// Starts the proxy, and waits until it listens.
  ///
  /// - Parameters:
  ///   - port: where it listens, over UDP and TCP.
  ///   - host: 127.0.0.1, or [::1].
  ///   - callee: the port that it passes calls on to.
  ///   - folder: for its files.
  init(on port: UInt16, _ host: String, callee: UInt16, in folder: URL) async throws {
    let config = folder.appending(path: "kamailio.cfg")
    try Data(Self.config(port, host, callee, folder.path).utf8).write(to: config)
    program = try TestSupport.Program(
      try #require(Self.executable),
      // In the foreground, with its processes, and with as little memory as it takes.
      [
        "-f", config.path, "-DD", "-E", "-Y", folder.path, "-P", folder.appending(path: "kamailio.pid").path, "-m",
        "32", "-M", "4",
      ]
    )
    try await poll(within: .seconds(20)) { BoundPorts.now().udp.contains(port) || program.hasEnded }
    if program.hasEnded {
      let end = await program.end(within: .seconds(1))
      Issue.record("kamailio does not run: \(end.errors.suffix(1000))")
    }
  }

  func stop() async throws {
    program.signal(SIGTERM)
    let end = await program.end(within: .seconds(10))
    #expect(!end.wasKilled)
  }

  private static func config(_ port: UInt16, _ host: String, _ callee: UInt16, _ folder: String) -> String {
    """
    #!KAMAILIO
    debug=0
    log_stderror=yes
    children=1
    tcp_children=1
    auto_aliases=no
    alias="example.com"
    dns=no
    rev_dns=no
    listen=udp:\(host):\(port)
    listen=tcp:\(host):\(port)
    mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/:/usr/lib/aarch64-linux-gnu/kamailio/modules/:/usr/lib64/kamailio/modules/:/usr/lib/kamailio/modules/"
    loadmodule "sl.so"
    loadmodule "tm.so"
    loadmodule "tmx.so"
    loadmodule "rr.so"
    loadmodule "pv.so"
    loadmodule "maxfwd.so"
    loadmodule "textops.so"
    loadmodule "siputils.so"
    modparam("rr", "append_fromtag", 0)

    request_route {
      if (!mf_process_maxfwd_header("10")) {
        sl_send_reply("483", "Too Many Hops");
        exit;
      }
      if (is_method("CANCEL")) {
        if (t_check_trans()) t_relay();
        exit;
      }
      if (has_totag()) {
        if (!loose_route() && is_method("ACK")) {
          # The ACK to a failure has done its work when it has reached the proxy.
          t_check_trans();
          exit;
        }
        t_relay();
        exit;
      }
      if (is_method("ACK")) {
        if (t_check_trans()) t_relay();
        exit;
      }
      record_route();
      $du = "sip:\(host):\(callee);transport=" + $proto;
      t_relay();
      exit;
    }
    """
  }
}
