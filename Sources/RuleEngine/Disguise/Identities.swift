import Wire

/// What names the parties of one call, and what stands in for each.
struct Identities {
  /// In the order in which they were found.
  private var found: [(text: [UInt8], kind: DisguiseKind)] = []
  private var known: Set<[UInt8]> = []
  /// By the exact text.
  private(set) var standIns: [[UInt8]: [UInt8]] = [:]
  private(set) var addresses: [IPAddress: IPAddress] = [:]

  /// Notes what stands in `range`; the first kind under which a text was noted counts.
  mutating func note(_ text: some Collection<UInt8>, as kind: DisguiseKind) {
    let text = Array(text)
    guard known.insert(Self.key(text, kind)).inserted else { return }
    found.append((text, kind))
  }

  /// Case counts in tokens only: two branches may differ in it.
  private static func key(_ text: [UInt8], _ kind: DisguiseKind) -> [UInt8] {
    switch kind {
    case .token: text
    case .address: IPAddress(text).map { Array("\($0)".utf8) } ?? text
    default: text.map(\.lowercasedASCII)
    }
  }

  /// What stands in for `text`; nil for what is no identity.
  func standIn(for text: some Collection<UInt8>) -> [UInt8]? {
    let text = Array(text)
    return standIns[text] ?? standIns[text.map(\.lowercasedASCII)]
  }

  /// Chooses a stand-in for everything that was noted.
  mutating func settle() {
    var taken: Set<String> = []
    for (text, kind) in found { taken.insert(String(decoding: Self.key(text, kind), as: UTF8.self).lowercased()) }
    var making = StandIns(avoiding: taken)
    var numbers: [[UInt8]: [UInt8]] = [:]
    var others: [DisguiseKind: [[UInt8]: [UInt8]]] = [:]
    for (text, kind) in found {
      let key = Self.key(text, kind)
      if kind == .address {
        if let address = IPAddress(text) {
          addresses[address] = making.address(isIPv6: "\(address)".utf8.contains(.colon))
        }
        continue
      }
      guard standIns[key] == nil else { continue }
      switch kind {
      case .number where text.isDialable:
        let digits = text.filter(\.isDigit)
        let made = numbers[digits] ?? Array(making.digits(digits.count).utf8)
        numbers[digits] = made
        standIns[key] = text.with(digits: made)
        standIns[digits] = standIns[digits] ?? made
      case .hardware:
        let plain = key.filter { $0.hexValue != nil }
        let made = others[kind]?[plain] ?? Array(making.hardware().utf8)
        others[kind, default: [:]][plain] = made
        standIns[key] = text.with(hexadecimal: made)
      case .name:
        let made = Array(making.name().utf8)
        standIns[key] = made
        // A name may stand elsewhere without its first or its last part.
        for word in key.split(whereSeparator: { !$0.continuesToken })
        where word.count > 2 && word.contains(where: \.isLetter) {
          standIns[Array(word)] = standIns[Array(word)] ?? made
        }
      case .number: standIns[key] = Array(making.user().utf8)
      case .host: standIns[key] = Array(making.host().utf8)
      case .agent: standIns[key] = Array(making.agent().utf8)
      case .token: standIns[key] = making.token(like: text, from: text.meaningfulPrefix)
      case .address, .keys, .voice: break
      }
    }
  }
}

extension [UInt8] {
  /// Whether it is a telephone number: digits, and what may stand between them (RFC 3966 section 5.1.1).
  fileprivate var isDialable: Bool {
    contains(where: \.isDigit) && allSatisfy { $0.isDigit || "-.()*#".utf8.contains($0) }
  }

  /// The same separators between other digits.
  fileprivate func with(digits: [UInt8]) -> [UInt8] {
    var rest = digits[...]
    let laid = map { $0.isDigit ? rest.popFirst() ?? $0 : $0 }
    return laid + rest
  }

  fileprivate func with(hexadecimal digits: [UInt8]) -> [UInt8] {
    var rest = digits[...]
    return map { $0.hexValue == nil ? $0 : rest.popFirst() ?? $0 }
  }

  /// Up to where a token says what it is: the cookie of a branch (RFC 3261 section 8.1.1.7), a URN, the suite in front
  /// of a key.
  fileprivate var meaningfulPrefix: Int {
    let start = lastIndex(of: .space).map { $0 + 1 } ?? 0
    for prefix in ["z9hG4bK", "<urn:uuid:", "urn:uuid:", "inline:"] {
      let prefix = Array(prefix.utf8)
      if self[start...].starts(with: prefix) { return start + prefix.count }
    }
    return start
  }
}
