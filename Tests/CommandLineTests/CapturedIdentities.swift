import Foundation

/// What names somebody in the model of a capture, gathered without the program's own notion of it.
struct CapturedIdentities {
  /// In lower case.
  private(set) var texts: Set<String> = []

  /// Users, display names, addresses, hosts and agents of all parties and of every URI in every message.
  init(model: Data) throws {
    let document = try JSONDecoder().decode(Document.self, from: model)
    for call in document.calls {
      let at = call.callID.split(separator: "@")
      if at.count == 2 { add(String(at[1])) }
      for party in call.legs.flatMap({ [$0.caller, $0.callee] }) {
        add(party.user)
        add(party.displayName)
        add(party.agent)
        add(party.endpoint.address)
        for address in party.addresses + party.media.map(\.address) { add(address) }
      }
      for text in call.timeline.compactMap(\.text) {
        for uri in text.matches(of: /sips?:(?:([^@\s<>:;,"]+)(?::[^@\s]+)?@)?(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.\-]+)/) {
          add(uri.1.map(String.init))
          add(String(uri.2))
        }
        for header in text.matches(of: /(?i)(?:^|\n)(?:User-Agent|Server): *([^\r\n]+)/) { add(String(header.1)) }
        for address in text.matches(of: /IN IP[46] ([0-9A-Fa-f.:]+)/) { add(String(address.1)) }
      }
    }
  }

  private mutating func add(_ text: String?) {
    let text = (text ?? "").trimmingCharacters(in: CharacterSet(charactersIn: "\"[] +"))
    // What everybody has, and what is too short to tell anybody from a count.
    let common =
      ["127.0.0.1", "::1", "::", "0.0.0.0", "anonymous", "anonymous.invalid", "localhost", "sip", "phone"]
      + ["sipp"]  // stands in the commands that replay
    if text.utf8.count > 2, !common.contains(text.lowercased()) { texts.insert(text.lowercased()) }
  }

  /// Those that stand in `text` as whole tokens.
  func left(in text: String) -> [String] {
    texts.filter { identity in
      let word = identity.utf8.latin
      var start = text.startIndex
      while let range = text.range(of: word, options: [.caseInsensitive, .literal], range: start..<text.endIndex) {
        let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
        let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
        if !Self.continues(before), !Self.continues(after) { return true }
        start = range.upperBound
      }
      return false
    }
  }

  private static func continues(_ character: Character?) -> Bool {
    character.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_.".contains($0) } ?? false
  }

  private struct Document: Decodable {
    let calls: [Call]

    struct Call: Decodable {
      let callID: String
      let legs: [Leg]
      let timeline: [Message]
    }

    struct Leg: Decodable {
      let caller: Party
      let callee: Party
    }

    struct Party: Decodable {
      let endpoint: Endpoint
      let user: String?
      let displayName: String?
      let agent: String?
      let addresses: [String]
      let media: [Endpoint]
    }

    struct Endpoint: Decodable {
      let address: String
    }

    struct Message: Decodable {
      let text: String?
    }
  }
}

extension Sequence<UInt8> {
  /// A character a byte.
  var latin: String { String(String.UnicodeScalarView(map { UnicodeScalar($0) })) }
}

extension String {
  var latin: String { utf8.latin }
}
