import Foundation
import Testing

/// The ports of one replay, apart from those of any other that runs at the same time.
///
/// SIPp 3.6.1 binds its media port and the second one after it on each side.
struct Ports {
  let caller: UInt16
  let callee: UInt16
  let callerMedia: UInt16
  let calleeMedia: UInt16
  /// Nobody listens here: what is sent to it only marks the end of the recording.
  let marker: UInt16
  let all: ClosedRange<UInt16>

  private static let size: UInt16 = 20
  /// Below the ports that Linux gives to outgoing connections.
  private static let lowest: UInt16 = 16_000
  private static let blocks = 700

  /// The block number `index`, or a later one when something on this machine uses that.
  init(_ index: Int) throws {
    let taken = BoundPorts.now().all
    let free = (0..<10).lazy.map { UInt16((index + $0 * 61) % Self.blocks) * Self.size + Self.lowest }
      .first { first in !taken.contains { (first..<first + Self.size).contains($0) } }
    let first = try #require(free, "no free block of ports")
    all = first...(first + Self.size - 1)
    caller = first
    callee = first + 2
    callerMedia = first + 4
    calleeMedia = first + 10
    marker = first + 19
  }
}

/// Ports that are bound on this machine, as Linux lists them.
struct BoundPorts {
  let udp: Set<UInt16>
  /// Those that somebody listens on.
  let tcp: Set<UInt16>

  var all: Set<UInt16> { udp.union(tcp) }

  static func now() -> BoundPorts {
    BoundPorts(
      udp: ports(in: ["udp", "udp6"], state: nil),
      // 0A: listening.
      tcp: ports(in: ["tcp", "tcp6"], state: "0A")
    )
  }

  private static func ports(in tables: [String], state: String?) -> Set<UInt16> {
    var ports: Set<UInt16> = []
    for table in tables {
      let text = (try? String(contentsOf: URL(filePath: "/proc/net/\(table)"), encoding: .utf8)) ?? ""
      for line in text.split(separator: "\n").dropFirst() {
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
