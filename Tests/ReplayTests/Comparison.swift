import Dialog
import SIP
import Wire

/// What differs between a captured call and its replay; nothing, when the replay is true.
struct Comparison {
  private(set) var differences: [String] = []

  /// Compares what was said and what was sent as media.
  ///
  /// - Parameters:
  ///   - captured: the call that was converted.
  ///   - replayed: the same call as it went over the wire.
  ///   - expected: what each message of `captured` must look like.
  init(_ captured: Recorded, _ replayed: Recorded, expected: [ExpectedMessage]) {
    compare(captured.messages.map(\.summary), replayed.messages.map(\.summary))
    compareBranches(captured, replayed)
    if captured.messages.count == replayed.messages.count, expected.count == captured.messages.count {
      for (message, pattern) in zip(replayed.messages, expected) {
        differences += pattern.differences(from: message)
      }
    } else {
      differences.append("\(expected.count) messages were planned")
    }
    compareTags(captured, replayed)
    checkHeaders(of: replayed)
    for role in [PartyRole.caller, .callee] {
      compareMedia(of: role, captured.media[role] ?? [], replayed.media[role] ?? [])
    }
  }

  private mutating func compare(_ captured: [String], _ replayed: [String]) {
    guard captured != replayed else { return }
    let place = zip(captured, replayed).prefix { $0 == $1 }.count
    func said(_ list: [String]) -> String { place < list.count ? list[place] : "nothing" }
    differences.append(
      "message \(place + 1): captured \(said(captured)), replayed \(said(replayed)) "
        + "(\(captured.count) captured, \(replayed.count) replayed)"
    )
  }

  /// Which messages share a transaction: branches are renewed, but in the same pattern.
  private mutating func compareBranches(_ captured: Recorded, _ replayed: Recorded) {
    let (before, after) = (captured.messages.branchPattern, replayed.messages.branchPattern)
    if before != after { differences.append("branches: captured \(before), replayed \(after)") }
  }

  /// Which messages belong to a dialog: tags are renewed, but in the same pattern, forks included.
  private mutating func compareTags(_ captured: Recorded, _ replayed: Recorded) {
    let (before, after) = (captured.messages.tagPattern, replayed.messages.tagPattern)
    if before != after { differences.append("tags: captured \(before), replayed \(after)") }
  }

  /// One tag a header, and lengths that are true.
  private mutating func checkHeaders(of replayed: Recorded) {
    for message in replayed.messages {
      guard let parsed = message.parsed, let from = parsed.from, let to = parsed.to else {
        differences.append("\(message.summary): no From or To can be read")
        continue
      }
      for address in [from, to]
      where address.parameters.count(where: { parsed.text($0.name).lowercased() == "tag" }) > 1 {
        differences.append("\(message.summary): two tags in one header")
      }
      if parsed.contentLength ?? 0 != parsed.body.count || !parsed.remarks.isEmpty {
        differences.append("\(message.summary): \(parsed.remarks.map(\.text))")
      }
    }
  }

  private mutating func compareMedia(of role: PartyRole, _ captured: [[UInt8]], _ replayed: [[UInt8]]) {
    guard captured != replayed else { return }
    let place = zip(captured, replayed).prefix { $0 == $1 }.count
    differences.append(
      "the \(role.rawValue)'s media: \(captured.count) packets captured, \(replayed.count) replayed, "
        + "packet \(place + 1) differs"
    )
  }
}

extension CapturedMessage {
  /// `caller INVITE 101`, `callee 200 OK 101 INVITE, To tagged`.
  var summary: String {
    guard let parsed else { return "\(sender.rawValue) no SIP" }
    let cseq = parsed.cseq.map { "\($0.number) \(parsed.text($0.method))" } ?? "no CSeq"
    let tagged = parsed.to?.tag == nil ? "" : ", To tagged"
    return "\(sender.rawValue) \(parsed.method ?? parsed.status.map(String.init) ?? "?") (CSeq \(cseq)\(tagged))"
  }
}

extension [CapturedMessage] {
  /// For every message the ordinal of its topmost branch, in the order of first appearance.
  fileprivate var branchPattern: [Int] {
    Self.pattern(
      of: map { message in message.parsed.flatMap { parsed in parsed.topVia?.branch.map { parsed.text($0) } } }
    )
  }

  /// For every message the ordinals of the tags in From and To; 0 for none.
  fileprivate var tagPattern: [Int] {
    Self.pattern(
      of: flatMap { message -> [String?] in
        guard let parsed = message.parsed else { return [nil, nil] }
        return [parsed.from, parsed.to].map { $0?.tag.map { parsed.text($0) } }
      }
    )
  }

  private static func pattern(of words: [String?]) -> [Int] {
    var known: [String] = []
    return words.map { word in
      guard let word else { return 0 }
      if let index = known.firstIndex(of: word) { return index + 1 }
      known.append(word)
      return known.count
    }
  }
}
