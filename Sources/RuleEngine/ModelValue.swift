package import Dialog
import Wire

/// A captured value of the dialog model that a rule can name, such as `local.address`, seen from the role that is
/// being written: `local` is that role's own party.
package enum ModelValue: String, CaseIterable, Sendable {
  case localAddress = "local.address"
  case localPort = "local.port"
  case localUser = "local.user"
  case localTag = "local.tag"
  case localMediaAddress = "local.media.address"
  case remoteAddress = "remote.address"
  case remotePort = "remote.port"
  case remoteUser = "remote.user"
  case remoteTag = "remote.tag"
  case remoteMediaAddress = "remote.media.address"
  case dialedUser = "dialed.user"
  case callID = "call.id"

  /// What kind of token the value is, which says where it may stand.
  enum Kind: Equatable {
    case address(Set<IPAddress>)
    case port(Set<UInt16>, beside: Set<IPAddress>)
    case text([String])
  }

  /// One line on what it is, for the documentation.
  package var help: String {
    switch self {
    case .localAddress: "an IP address of the written role's own party: on the wire, in its Via or its Contact"
    case .localPort: "a signalling port of the own party; it only counts beside one of its addresses"
    case .localUser: "the user part of the own party's URI"
    case .localTag: "the captured tag of the own party"
    case .localMediaAddress: "an IP address at which the own party asked for media"
    case .remoteAddress: "an IP address of the other party"
    case .remotePort: "a signalling port of the other party; it only counts beside one of its addresses"
    case .remoteUser: "the user part of the other party's URI"
    case .remoteTag: "the captured tag of the other party"
    case .remoteMediaAddress: "an IP address at which the other party asked for media"
    case .dialedUser: "the user part of the request URI that began the call"
    case .callID: "the captured Call-ID"
    }
  }

  func kind(from view: Viewpoint) -> Kind {
    switch self {
    case .localAddress: .address(view.localAddresses)
    case .remoteAddress: .address(view.remoteAddresses)
    case .localPort: .port(view.localPorts, beside: view.localAddresses)
    case .remotePort: .port(view.remotePorts, beside: view.remoteAddresses)
    case .localMediaAddress: .address(view.localMediaAddresses)
    case .remoteMediaAddress: .address(view.remoteMediaAddresses)
    case .localUser: .text([view.local.user].compactMap { $0 })
    case .remoteUser: .text([view.remote.user].compactMap { $0 })
    case .localTag: .text([view.local.tag].compactMap { $0 })
    case .remoteTag: .text([view.remote.tag].compactMap { $0 })
    case .dialedUser: .text([view.dialedUser].compactMap { $0 })
    case .callID: .text([view.callID])
    }
  }
}

/// The call as one role sees it.
package struct Viewpoint: Sendable {
  package let role: PartyRole
  package let leg: Leg
  package let callID: String
  /// The user part of the first request's URI; nil when it has none.
  package let dialedUser: String?
  // Made once, since every rule asks for them with every message, and a call can announce many.
  /// An address that both parties name is whose packets bear it.
  let localAddresses, remoteAddresses: Set<IPAddress>
  let localMediaAddresses, remoteMediaAddresses: Set<IPAddress>
  let localPorts, remotePorts: Set<UInt16>

  package init(role: PartyRole, leg: Leg, callID: String, dialedUser: String?) {
    self.role = role
    self.leg = leg
    self.callID = callID
    self.dialedUser = dialedUser
    let (local, remote) = (leg[role], leg[role.other])
    localAddresses = Self.own(local, not: remote)
    remoteAddresses = Self.own(remote, not: local)
    localMediaAddresses = Set(local.media.lazy.map(\.address))
    remoteMediaAddresses = Set(remote.media.lazy.map(\.address))
    localPorts = Set(local.ports)
    remotePorts = Set(remote.ports)
  }

  var local: Party { leg[role] }
  var remote: Party { leg[role.other] }

  private static func own(_ party: Party, not other: Party) -> Set<IPAddress> {
    Set(party.addresses.lazy.filter { $0 == party.endpoint.address || $0 != other.endpoint.address })
  }
}
