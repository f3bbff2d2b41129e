import Dialog
import Scenario
import Wire

/// What SIPp's variables stand for in a replay on loopback, as far as that is known beforehand.
struct ReplayedVariables {
  private let pair: Pair
  private let ports: ReplayPorts

  init(_ pair: Pair, ports: ReplayPorts) {
    self.pair = pair
    self.ports = ports
  }

  /// When the sender of `message` writes them.
  func values(for message: CapturedMessage) -> [String: String] {
    let isIPv6 = pair.leg.callee.endpoint.address.family == .v6
    let host = isIPv6 ? "[::1]" : "127.0.0.1"
    let isCaller = message.sender == .caller
    let media = isCaller ? ports.callerMedia : ports.calleeMedia
    var values = [
      "local_ip": host, "remote_ip": host, "media_ip": isIPv6 ? "::1" : host, "media_ip_type": isIPv6 ? "6" : "4",
      "local_port": String(isCaller ? ports.caller : ports.callee),
      "remote_port": String(isCaller ? ports.callee : ports.caller),
      "media_port": String(media),
      "transport": pair.transport.rawValue.uppercased(), "service": pair.dialedUser ?? "service",
    ]
    for offset in UInt16(1)...8 { values["media_port+\(offset)"] = String(media + offset) }
    return values
  }
}
