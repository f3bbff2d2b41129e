import SIP
import Wire

/// Puts a recorded call together: order, repetitions, legs, transactions, parties and streams.
struct CallAssembly {
  private let record: CallRecord
  private let callID: String
  private let media: MediaWatch
  private let start: CaptureTime

  init(_ record: CallRecord, callID: String, media: MediaWatch) {
    self.record = record
    self.callID = callID
    self.media = media
    start = record.start
  }

  func call() -> Call {
    var utterances = DirectLegs(hosts: Array(record.hosts)).adopt(folded())
    var transactions = TransactionTable()
    for index in utterances.indices {
      utterances[index].captured.transaction = transactions.place(utterances[index], at: index)
    }
    let assembly = StreamAssembly(utterances, start: start)
    return Call(
      number: record.number,
      callID: callID,
      kind: CallKind(method: record.opening),
      outcome: record.tracker.outcome,
      start: start,
      duration: microseconds(record.last),
      legs: legs(of: utterances),
      transactions: transactions.all,
      timeline: utterances.map(\.captured),
      streams: media.streams(of: record.number - 1).compactMap { assembly.stream($0) }
        .sorted { ($0.leg, $0.line, $0.sender == .caller ? 0 : 1) < ($1.leg, $1.line, $1.sender == .caller ? 0 : 1) }
    )
  }

  private func microseconds(_ time: CaptureTime) -> Int {
    Int((time.nanoseconds - start.nanoseconds) / 1000)
  }

  /// The messages in the order of time, a repetition noted with the first of its kind instead of standing again.
  private func folded() -> [Utterance] {
    let drafts = record.drafts.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    var result: [Utterance] = []
    var known: [Repetition: Int] = [:]
    for (_, draft) in drafts {
      guard let message = Message(draft.bytes) else { continue }
      let repetition = Repetition(of: message, leg: draft.leg, sender: draft.sender)
      if let first = known[repetition] {
        result[first].captured.note(draft.frames, sentAgain: !isSecondSighting(draft, of: result[first]))
        continue
      }
      known[repetition] = result.count
      let captured = CapturedMessage(
        at: microseconds(draft.time),
        frames: draft.frames,
        leg: draft.leg + 1,
        sender: draft.sender,
        source: draft.arrival.source,
        destination: draft.arrival.destination,
        transport: draft.arrival.transport,
        bytes: draft.bytes
      )
      result.append(Utterance(captured: captured, message: message, credentialsUser: draft.credentialsUser))
    }
    return result
  }

  /// Whether the very same packet was captured at a second place: no stack repeats itself that soon.
  private func isSecondSighting(_ draft: CallRecord.Draft, of first: Utterance) -> Bool {
    draft.bytes == first.captured.bytes && microseconds(draft.time) - first.captured.at < 100_000
      && draft.arrival.transport == .udp
  }

  private func legs(of utterances: [Utterance]) -> [Leg] {
    record.hosts.enumerated().map { index, hosts in
      let said = utterances.filter { $0.captured.leg == index + 1 }
      return Leg(
        number: index + 1,
        caller: PartyAssembly(.caller, endpoint: hosts.caller, said: said).party,
        callee: PartyAssembly(.callee, endpoint: hosts.callee, said: said).party
      )
    }
  }
}

/// A message of the call under assembly, parsed once.
struct Utterance {
  var captured: CapturedMessage
  let message: Message
  let credentialsUser: String?
}

/// What makes two messages the same one, sent again (RFC 3261 section 17).
private struct Repetition: Hashable {
  let leg: Int
  let sender: PartyRole
  let key: [UInt8]

  /// A request is known by branch and CSeq, even where its sender changed something (a timestamp) when it sent it
  /// again; a response, and a request without a branch, by all of its bytes.
  init(of message: Message, leg: Int, sender: PartyRole) {
    self.leg = leg
    self.sender = sender
    if message.isRequest, let branch = message.topVia?.branch, let cseq = message.cseq, let method = message.method {
      key = Array("\(method) \(cseq.number) ".utf8) + message.bytes[branch]
    } else {
      key = message.bytes
    }
  }
}
