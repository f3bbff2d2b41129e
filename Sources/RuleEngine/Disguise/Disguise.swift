package import Dialog
import SIP
package import Wire

/// Puts documentation values in place of everything that tells who was in a call, the same for the same everywhere.
///
/// Rules with `disguise` say what is an identity; it is then followed as a whole token through the whole call: start
/// lines, headers known and unknown, bodies, and the fields of the model.
package struct Disguise {
  private let rules: [Rule]
  /// What is told by its form alone.
  private let forms: Set<DisguiseKind>
  private let exceptions: Exceptions
  private var identities = Identities()
  private var follower = Follower([])

  /// What stands in for whom in `call`; nil when the rules disguise nothing.
  package init?(_ call: Call, rules ruleSet: RuleSet) {
    rules = ruleSet.disguises
    guard !rules.isEmpty else { return nil }
    forms = Set(rules.filter { $0.slots.isEmpty }.compactMap(\.disguiseKind))
    exceptions = Exceptions(rules.flatMap(\.exceptions))
    note(call)
    identities.settle()
    follower = Follower(identities.standIns.keys)
  }

  /// Whether the media is to be silenced.
  package var silencesMedia: Bool { forms.contains(.voice) }
  /// Whether the keys pressed are to be replaced.
  package var hidesKeys: Bool { forms.contains(.keys) }
  /// The captured address of each that stands in for one.
  package var captured: [IPAddress: IPAddress] {
    Dictionary(identities.addresses.map { ($1, $0) }) { first, _ in first }
  }

  private mutating func note(_ call: Call) {
    let messages = call.timeline.compactMap(\.parsed)
    for rule in rules where !rule.slots.isEmpty {
      for message in messages {
        for atom in atoms(of: rule, in: message) { note(atom, in: message.bytes) }
      }
    }
    for message in messages {
      let recognition = Recognition(message.bytes, kinds: forms)
      for area in message.textAreas { for atom in recognition.atoms(in: area) { note(atom, in: message.bytes) } }
    }
    for party in call.legs.flatMap({ [$0.caller, $0.callee] }) {
      if forms.contains(.address) {
        for address in party.addresses + party.media.map(\.address) { note(address) }
      }
      if forms.contains(.number), let user = party.credentialsUser {
        let bytes = Array(user.utf8)
        for atom in Atom.all(in: bytes, 0..<bytes.count, .number) { note(atom, in: bytes) }
      }
    }
    guard forms.contains(.address) else { return }
    for message in call.timeline { for end in [message.source, message.destination] { note(end.address) } }
    for flow in call.streams.flatMap(\.flows) { for end in [flow.source, flow.destination] { note(end.address) } }
  }

  private mutating func note(_ atom: Atom, in bytes: [UInt8]) {
    if !exceptions.hold(bytes[atom.range]) { identities.note(bytes[atom.range], as: atom.kind) }
  }

  private mutating func note(_ address: IPAddress) {
    if !exceptions.hold(address) { identities.note("\(address)".utf8, as: .address) }
  }

  private func atoms(of rule: Rule, in message: Message) -> [Atom] {
    guard let kind = rule.disguiseKind else { return [] }
    return rule.slots.flatMap { $0.spans(in: message) }.flatMap { Atom.all(in: message.bytes, $0.value, kind) }
      .filter { !exceptions.hold(message.bytes[$0.range]) }
  }
}

extension Disguise: CallVeil {
  package func address(_ address: IPAddress) -> IPAddress { identities.addresses[address] ?? address }

  package func text(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let range = 0..<bytes.count
    for kind in [DisguiseKind.name, .number] {
      let core = Atom.all(in: bytes, range, kind)
      if let atom = core.first, core.count == 1, let standIn = identities.standIn(for: bytes[atom.range]) {
        return String(
          decoding: bytes[..<atom.range.lowerBound] + standIn + bytes[atom.range.upperBound...],
          as: UTF8.self
        )
      }
    }
    var places = Places()
    place(Recognition(bytes, kinds: forms).atoms(in: TextArea(range: range)), of: bytes, in: &places)
    place(Atom.all(in: bytes, range, .token), of: bytes, in: &places)
    follow([TextArea(range: range)], of: bytes, in: &places)
    return String(decoding: places.applied(to: bytes), as: UTF8.self)
  }

  package func message(_ bytes: [UInt8]) -> [UInt8] {
    guard let message = Message(bytes) else { return bytes }
    let areas = message.textAreas
    var places = Places()
    for rule in rules { place(atoms(of: rule, in: message), of: bytes, in: &places) }
    let recognition = Recognition(bytes, kinds: forms)
    for area in areas { place(recognition.atoms(in: area), of: bytes, in: &places) }
    follow(areas, of: bytes, in: &places)
    if hidesKeys { for key in message.pressedKeys { places.put([UInt8(ascii: "0")], at: key) } }
    let growth = places.growth(in: message.body)
    if growth != 0, let length = message.contentLength, let header = message.first(.contentLength) {
      places.put(Array(String(max(0, length + growth)).utf8), at: header.value)
    }
    return places.applied(to: bytes)
  }

  private func place(_ atoms: [Atom], of bytes: [UInt8], in places: inout Places) {
    for atom in atoms {
      let text = bytes[atom.range]
      if atom.kind == .address, let address = IPAddress(text) {
        if let other = identities.addresses[address] { places.put(Array("\(other)".utf8), at: atom.range) }
      } else if let standIn = identities.standIn(for: text) {
        places.put(standIn, at: atom.range)
      }
    }
  }

  private func follow(_ areas: [TextArea], of bytes: [UInt8], in places: inout Places) {
    for area in areas {
      for range in follower.ranges(in: area, of: bytes) {
        if let standIn = identities.standIn(for: bytes[range]) { places.put(standIn, at: range) }
      }
    }
  }
}

/// The captured texts that are left alone.
private struct Exceptions {
  private let texts: [[UInt8]]
  private let addresses: [IPAddress]

  init(_ texts: [String]) {
    self.texts = texts.map { $0.utf8.map(\.lowercasedASCII) }
    addresses = texts.compactMap { IPAddress($0) }
  }

  func hold(_ address: IPAddress) -> Bool { addresses.contains(address) }

  /// Whether `text` is one of them, an address in whatever spelling.
  func hold(_ text: ArraySlice<UInt8>) -> Bool {
    if let address = IPAddress(text) { return hold(address) }
    let text = text.map(\.lowercasedASCII)
    return texts.contains { $0.last == UInt8(ascii: "*") ? text.starts(with: $0.dropLast()) : text == $0 }
  }
}
