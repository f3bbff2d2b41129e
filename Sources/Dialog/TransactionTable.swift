import SIP
import Wire

/// Ties requests to what answers them, in one walk over the timeline.
struct TransactionTable {
  private(set) var all: [Transaction] = []
  private var byKey: [Key: Int] = [:]
  /// The INVITE transactions, for the ACK to a 2xx, which has a branch of its own (RFC 3261 section 13.2.2.4).
  private var invites: [Invite: Int] = [:]

  /// Bytes, because hashing a hostile String takes time that grows with the square of its length.
  private struct Key: Hashable {
    let leg: Int
    let initiator: PartyRole
    let method: [UInt8]
    let cseq: Int
    let branch: [UInt8]?
  }

  private struct Invite: Hashable {
    let leg: Int
    let initiator: PartyRole
    let cseq: Int
  }

  /// Finds or begins the transaction of the message at `index` of the timeline.
  ///
  /// - Returns: its index; nil for an ACK whose INVITE was not captured.
  mutating func place(_ utterance: Utterance, at index: Int) -> Int? {
    let message = utterance.message
    let captured = utterance.captured
    let method = message.transactionMethod
    let number = message.cseq.map { Int($0.number) } ?? 0
    let branch = message.topVia?.branch.map { Array(message.bytes[$0]) }
    let initiator = message.isRequest ? captured.sender : captured.sender.other
    if method == "ACK" {
      guard let invite = invites[Invite(leg: captured.leg, initiator: initiator, cseq: number)] else { return nil }
      if all[invite].ack == nil { all[invite].ack = index }
      return invite
    }
    let key = Key(leg: captured.leg, initiator: initiator, method: Array(method.utf8), cseq: number, branch: branch)
    let transaction = byKey[key] ?? begin(key, method: method, with: message)
    if let status = message.status {
      all[transaction].responses.append(index)
      if status >= 200, all[transaction].status == nil { all[transaction].status = status }
    } else if all[transaction].request == nil {
      all[transaction].request = index
    }
    return transaction
  }

  private mutating func begin(_ key: Key, method: String, with message: Message) -> Int {
    let carries = message.headers.contains { HeaderName.credentials.contains($0.canonical) }
    all.append(
      Transaction(
        leg: key.leg,
        method: method,
        cseq: key.cseq,
        branch: key.branch.map { String(decoding: $0, as: UTF8.self) },
        initiator: key.initiator,
        isInitial: message.isRequest && message.to?.tag == nil,
        hasCredentials: message.isRequest && carries
      )
    )
    byKey[key] = all.count - 1
    if method == "INVITE" {
      invites[Invite(leg: key.leg, initiator: key.initiator, cseq: key.cseq)] = all.count - 1
    }
    return all.count - 1
  }
}
