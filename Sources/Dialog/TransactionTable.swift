import SIP
import Wire

/// Ties requests to what answers them, in one walk over the timeline.
struct TransactionTable {
  private(set) var all: [Transaction] = []
  private var byKey: [Key: Int] = [:]
  /// The newest INVITE transaction of a number, and of a number and a branch or the tag of an answer.
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
    var branch: [UInt8]?
    var tag: [UInt8]?
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
      let invite = Invite(leg: captured.leg, initiator: initiator, cseq: number)
      guard let invite = acknowledged(by: message, invite, branch: branch) else { return nil }
      if all[invite].ack == nil { all[invite].ack = index }
      return invite
    }
    let key = Key(leg: captured.leg, initiator: initiator, method: Array(method.utf8), cseq: number, branch: branch)
    let transaction = byKey[key] ?? begin(key, method: method)
    if let status = message.status {
      all[transaction].responses.append(index)
      if status >= 200, all[transaction].status == nil { all[transaction].status = status }
      if method == "INVITE", message.isSuccess, let tag = message.to?.tag {
        let tag = Array(message.bytes[tag])
        invites[Invite(leg: captured.leg, initiator: initiator, cseq: number, tag: tag)] = transaction
      }
    } else if all[transaction].request == nil {
      // It may come behind its answers, where two taps were merged.
      all[transaction].request = index
      all[transaction].isInitial = message.to?.tag == nil
      all[transaction].hasCredentials = message.headers.contains { HeaderName.credentials.contains($0.canonical) }
    }
    return transaction
  }

  /// An ACK to a failure has the branch of its INVITE (RFC 3261 section 17.1.1.3), one to a 2xx the tag of that answer
  /// and a branch of its own (section 13.2.2.4): a proxy that forks may have sent several INVITEs under one number.
  private func acknowledged(by ack: Message, _ invite: Invite, branch: [UInt8]?) -> Int? {
    var (byBranch, byTag) = (invite, invite)
    byBranch.branch = branch
    byTag.tag = ack.to?.tag.map { Array(ack.bytes[$0]) }
    let sharing = branch == nil ? nil : invites[byBranch]
    return sharing ?? invites[byTag] ?? invites[invite]
  }

  private mutating func begin(_ key: Key, method: String) -> Int {
    all.append(
      Transaction(
        leg: key.leg,
        method: method,
        cseq: key.cseq,
        branch: key.branch.map { String(decoding: $0, as: UTF8.self) },
        initiator: key.initiator
      )
    )
    byKey[key] = all.count - 1
    if method == "INVITE" {
      var invite = Invite(leg: key.leg, initiator: key.initiator, cseq: key.cseq)
      invites[invite] = all.count - 1
      invite.branch = key.branch
      invites[invite] = all.count - 1
    }
    return all.count - 1
  }
}
