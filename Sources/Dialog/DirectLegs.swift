import SIP
import Wire

/// Brings home what the caller said to the far end directly.
///
/// A proxy that does not record-route, or a redirect, sees the first request and no more: the ACK, the BYE or the
/// next INVITE travel between the caller and another host. They belong to the leg of the first request all the same,
/// unless that leg carries them too.
struct DirectLegs {
  private let hosts: [CallRecord.Hosts]

  init(hosts: [CallRecord.Hosts]) {
    self.hosts = hosts
  }

  func adopt(_ utterances: [Utterance]) -> [Utterance] {
    guard hosts.count > 1, let caller = hosts.first?.caller.address, hosts[0].callee.address != caller else {
      return utterances
    }
    let direct = Set(
      hosts.indices.dropFirst().filter { leg in
        !hosts[leg].mirrors(hosts[0])
          && (hosts[leg].caller.address == caller || hosts[leg].callee.address == caller)
      }
    )
    guard !direct.isEmpty else { return utterances }
    let known = Set(utterances.filter { $0.captured.leg == 1 }.map { Content($0.message) })
    return utterances.map { utterance in
      guard direct.contains(utterance.captured.leg - 1), !known.contains(Content(utterance.message)) else {
        return utterance
      }
      let sender: PartyRole = utterance.captured.source.address == caller ? .caller : .callee
      return Utterance(
        captured: utterance.captured.moved(toLeg: 1, sender: sender),
        message: utterance.message,
        credentialsUser: utterance.credentialsUser
      )
    }
  }

  /// What a message says, whichever hop it was captured on.
  private struct Content: Hashable {
    let text: [UInt8]

    init(_ message: Message) {
      let tags = [message.from?.tag, message.to?.tag].map { $0.map { Array(message.bytes[$0]) } ?? [] }
      let number = message.cseq.map { String($0.number) } ?? ""
      let head = Array("\(message.transactionMethod) \(number) \(message.status ?? 0) ".utf8)
      text = head + tags[0] + [.space] + tags[1]
    }
  }
}

extension CapturedMessage {
  fileprivate func moved(toLeg leg: Int, sender: PartyRole) -> CapturedMessage {
    var message = self
    message.leg = leg
    message.sender = sender
    return message
  }
}
