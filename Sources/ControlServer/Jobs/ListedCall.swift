#if Control
/// A call as `pcap2scenario calls --json` lists it.
struct ListedCall: Decodable, Sendable {
  let number: Int
  let callID: String
  let kind: String
  let method: String
  let outcome: String
  let from: String
  let to: String
  /// ISO 8601.
  let start: String
  /// In microseconds.
  let duration: Int
  let messages: Int
  let mediaPackets: Int
  let media: [Media]
  /// The pairs of hosts, a leg each.
  let hosts: [Hosts]

  struct Media: Decodable, Sendable {
    let kind: String
    /// `caller` or `callee`.
    let sender: String
    let packets: Int
  }

  struct Hosts: Decodable, Sendable {
    let caller: Endpoint
    let callee: Endpoint
  }

  struct Endpoint: Decodable, Sendable, CustomStringConvertible {
    let address: String
    let port: Int

    var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
  }
}

/// The calls of a capture, and what the program told while it looked for them.
struct CallList: Sendable {
  let calls: [ListedCall]
  let findings: [Finding]
}
#endif
