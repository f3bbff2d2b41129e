import Dialog
import Wire

/// The hosts of a call as the columns of its ladder, in the order of the legs.
///
/// Ports change with the connection, so what has one address is one host, unless a leg has both of its ends there.
struct Lanes {
  /// A host, and where its signalling was seen, the first endpoint first.
  struct Host {
    let name: String
    fileprivate(set) var endpoints: [Endpoint]
    /// The parties that it was, leg by leg.
    fileprivate(set) var parties: [(role: PartyRole, party: Party)]
  }

  private(set) var hosts: [Host] = []
  private var byEndpoint: [Endpoint: Int] = [:]
  private var byAddress: [IPAddress: Int] = [:]

  init(_ legs: [Leg]) {
    let shared = Set(
      legs.filter { $0.caller.endpoint.address == $0.callee.endpoint.address }.map(\.caller.endpoint.address)
    )
    for leg in legs {
      for role in [PartyRole.caller, .callee] {
        add(leg[role], as: role, isAlone: !shared.contains(leg[role].endpoint.address))
      }
    }
    // Where several hosts share an address it names none of them.
    for address in shared { byAddress[address] = nil }
  }

  private mutating func add(_ party: Party, as role: PartyRole, isAlone: Bool) {
    let endpoint = party.endpoint
    let known = byEndpoint[endpoint] ?? (isAlone ? byAddress[endpoint.address] : nil)
    let index = known ?? hosts.count
    if known == nil { hosts.append(Host(name: "h\(index + 1)", endpoints: [], parties: [])) }
    if byEndpoint[endpoint] == nil { hosts[index].endpoints.append(endpoint) }
    hosts[index].parties.append((role, party))
    byEndpoint[endpoint] = index
    byAddress[endpoint.address] = index
  }

  /// The column of a leg's end.
  func index(of endpoint: Endpoint) -> Int? { byEndpoint[endpoint] }

  /// The column of the only host at an address: media may go past a proxy, straight to it.
  func index(of address: IPAddress) -> Int? { byAddress[address] }
}
