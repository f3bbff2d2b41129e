import Diagnostics
import Scenario

/// Ports that are bound on this machine, as Linux lists them.
package struct BoundPorts {
  /// Those of UDP.
  package let udp: Set<UInt16>
  /// Those of TCP that somebody listens on.
  package let tcp: Set<UInt16>

  var all: Set<UInt16> { udp.union(tcp) }

  /// Looks at this moment.
  package static func now() -> BoundPorts {
    BoundPorts(
      udp: ports(in: ["udp", "udp6"], state: nil),
      // 0A: listening.
      tcp: ports(in: ["tcp", "tcp6"], state: "0A")
    )
  }

  private static func ports(in tables: [String], state: String?) -> Set<UInt16> {
    var ports: Set<UInt16> = []
    for table in tables {
      guard let content = try? Disk.read("/proc/net/\(table)", as: .refused) else { continue }
      for line in String(decoding: content, as: UTF8.self).split(separator: "\n").dropFirst() {
        let columns = line.split(separator: " ")
        guard columns.count > 3, state.map({ columns[3] == $0 }) ?? true,
          let port = columns[1].split(separator: ":").last
        else { continue }
        if let number = UInt16(port, radix: 16) { ports.insert(number) }
      }
    }
    return ports
  }
}
