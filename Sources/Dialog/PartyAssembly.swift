import SDP
package import SIP
package import Wire

/// Gathers what the messages of a leg tell about one of its ends.
struct PartyAssembly {
  private let role: PartyRole
  private let endpoint: Endpoint
  private let said: [Utterance]
  private var own: [Utterance] { said.filter { $0.captured.sender == role } }

  init(_ role: PartyRole, endpoint: Endpoint, said: [Utterance]) {
    self.role = role
    self.endpoint = endpoint
    self.said = said
  }

  var party: Party {
    let named = own.flatMap { Self.reachable(in: $0.message) }
    let identity = identity
    return Party(
      endpoint: endpoint,
      transport: said.first?.captured.transport ?? .udp,
      identity: identity.map { $0.bytes.text($0.address.uri.whole) } ?? "",
      displayName: identity.flatMap { found in found.address.display.map { found.bytes.text($0) } },
      user: identity.flatMap { found in found.address.uri.user.map { found.bytes.text($0) } },
      tag: tag,
      addresses: ([endpoint.address] + named.compactMap(\.address)).withoutRepetition,
      ports: ([endpoint.port] + named.compactMap(\.port)).withoutRepetition,
      media: own.flatMap { Self.announced(in: $0) }.withoutRepetition,
      credentialsUser: own.lazy.compactMap(\.credentialsUser).first,
      agent: own.lazy.compactMap { Self.agent(in: $0.message) }.first
    )
  }

  /// From names the end that began the leg's first transaction, To the other one.
  private var identity: (address: NameAddr, bytes: [UInt8])? {
    guard let first = said.first?.message else { return nil }
    return (role == .caller ? first.from : first.to).map { ($0, first.bytes) }
  }

  /// The caller's tag stands in From of its first message; the callee's is settled by the 2xx, until then by its last
  /// response.
  private var tag: String? {
    func text(_ message: Message, _ address: NameAddr?) -> String? {
      address?.tag.map { message.bytes.text($0) }
    }
    if role == .caller { return said.first.flatMap { text($0.message, $0.message.from) } }
    let opening = said.first?.message.transactionMethod
    let responses = own.map(\.message).filter { $0.status != nil && $0.transactionMethod == opening }
    let settled = responses.first { (200..<300).contains($0.status ?? 0) } ?? responses.last { $0.to?.tag != nil }
    return settled.flatMap { text($0, $0.to) }
  }

  /// Where a message says that its sender can be reached: the topmost Via of a request, and Contact where it names the
  /// sender itself (not in a redirect, nor where a registrar lists bindings).
  private static func reachable(in message: Message) -> [(address: IPAddress?, port: UInt16?)] {
    func place(_ host: ByteRange?, _ port: ByteRange?) -> (address: IPAddress?, port: UInt16?) {
      (host.flatMap { message.address(in: $0) }, port.flatMap { UInt16(message.bytes.text($0)) })
    }
    var places: [(IPAddress?, UInt16?)] = []
    if message.isRequest, let via = message.topVia { places.append(place(via.host, via.port)) }
    if message.contactNamesSender {
      places += message.contacts.map { place($0.uri.host, $0.uri.port) }
    }
    return places
  }

  private static func announced(in utterance: Utterance) -> [Endpoint] {
    guard let session = utterance.message.session else { return [] }
    return session.media.compactMap { media in
      guard let port = media.portNumber, port != 0, let address = session.connection(for: media)?.ip,
        !address.isUnspecified
      else { return nil }
      return Endpoint(address: address, port: port)
    }
  }

  private static func agent(in message: Message) -> String? {
    (message.first("user-agent") ?? message.first("server")).map { message.bytes.text($0.value) }
  }
}

extension Message {
  /// The IP address that stands in `range`, with or without the brackets of an IPv6 reference; nil for a host name.
  package func address(in range: ByteRange) -> IPAddress? {
    let host = bytes[range]
    return host.first == .openBracket ? IPAddress(host.dropFirst().dropLast()) : IPAddress(host)
  }

  /// Whether Contact is where the sender itself wants to be reached (RFC 3261 section 20.10): it is not in a redirect,
  /// where it names others, nor in the answer to a REGISTER, where it repeats bindings.
  package var contactNamesSender: Bool {
    guard let status else { return true }
    return status < 300 && transactionMethod != "REGISTER"
  }
}

extension Array where Element: Hashable {
  /// Every element once, where it first stands.
  package var withoutRepetition: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
