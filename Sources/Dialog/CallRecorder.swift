import Diagnostics
package import SDP
package import SIP
package import Wire

/// Sorts the traffic of a capture into calls, in one reading and without keeping packets.
///
/// Every call leaves a line for the list; only the calls that `Selection` names keep their messages.
package final class CallRecorder: TrafficReceiver {
  private let capture: String
  private let sipPort: UInt16?
  private let selection: Selection
  private var records: [CallRecord] = []
  /// By the bytes of the Call-ID: to hash a hostile String takes time that grows with the square of its length.
  private var byCallID: [[UInt8]: Int] = [:]
  private var hasKeptInvite = false
  /// A longer Call-ID, in bytes, is nobody's.
  private static let longestCallID = 4096
  private var watch = MediaWatch()
  private var streams = SIPStreams()
  private var findings = Findings()

  /// - Parameters:
  ///   - capture: the name of the capture in diagnostics.
  ///   - sipPort: the port that SIP must come from or go to; nil recognises SIP on any port by its first line.
  ///   - selection: which calls to keep in full.
  package init(capture: String, sipPort: UInt16?, selection: Selection) {
    self.capture = capture
    self.sipPort = sipPort
    self.selection = selection
  }

  package func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    if SIPRecognition.looksLikeSIP(payload), isOnSIPPort(datagram) {
      take([UInt8](copying: payload), arrival: datagram, frames: [datagram.frame], missing: missing)
    } else if !watch.count(datagram, payload: payload, missing: missing), sipPort != nil, isOnSIPPort(datagram) {
      takeAfterJunk(datagram, payload: payload, missing: missing)
    }
  }

  package func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {
    guard isOnSIPPort(segment) else { return }
    take(streams.take(payload, of: stream, at: segment, afterGap: afterGap))
  }

  package func ended(stream: StreamID) {
    take(streams.end(stream))
  }

  private func take(_ heard: [SIPStreams.Heard]) {
    for message in heard {
      let place = Location(capture: capture, frame: message.arrival.frame)
      if message.followsGap {
        findings.warning(
          "tcp-gap",
          "bytes in front of this message are missing in the capture, from a lost segment or a late start",
          at: place
        )
      }
      for remark in message.framed.remarks { findings.warning(remark.code.rawValue, remark.text, at: place) }
      take(message.framed.bytes, arrival: message.arrival, frames: message.framed.frames, missing: 0)
    }
  }

  /// What was recorded, once the capture has been read.
  package func finish() -> Recording {
    for record in records where record.unkept > 0 {
      findings.warning(
        "long-call",
        "call \(record.number): \(record.unkept) messages behind the first \(record.drafts.count) are counted, but not "
          + "kept: a call holds at most \(CallRecord.mostMessages), of \(CallRecord.mostBytes >> 20) MiB",
        at: Location(capture: capture, frame: record.firstFrame)
      )
    }
    let summaries = records.map { $0.summary(media: watch.counts(of: $0.streams)) }
    let calls = records.filter(\.isKept).map { CallAssembly($0, media: watch).call() }
    return Recording(summaries: summaries, calls: calls, findings: findings)
  }

  private func isOnSIPPort(_ arrival: Arrival) -> Bool {
    guard let sipPort else { return true }
    return arrival.source.port == sipPort || arrival.destination.port == sipPort
  }

  /// On a port that the user named, a message may hide behind bytes that no first line explains.
  private func takeAfterJunk(_ datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    guard let offset = SIPRecognition.startOffset(in: payload) else { return }
    findings.warning(
      "junk-before-message",
      "\(offset) bytes in front of a SIP message are no SIP; they are left out",
      at: Location(capture: capture, frame: datagram.frame)
    )
    take(
      Array([UInt8](copying: payload)[offset...]),
      arrival: datagram,
      frames: [datagram.frame],
      missing: missing
    )
  }

  private func take(_ bytes: [UInt8], arrival: Arrival, frames: [FrameNumber], missing: Int) {
    let place = Location(capture: capture, frame: arrival.frame)
    guard let message = Message(bytes) else { return }
    guard let callID = message.callID.map({ Array(bytes[$0]) }), !callID.isEmpty else {
      findings.warning("no-call-id", "a SIP message without Call-ID belongs to no call; it is left out", at: place)
      return
    }
    if missing > 0 {
      findings.warning(
        "cut-message",
        "the capture cut \(missing) bytes off this SIP message (record with 'tcpdump -s 0')",
        at: place
      )
    }
    guard callID.count <= Self.longestCallID else {
      findings.warning(
        "long-call-id",
        "a Call-ID of \(callID.count) bytes, more than \(Self.longestCallID), is no call's; the message is left out",
        at: place
      )
      return
    }
    let index = byCallID[callID] ?? open(callID, with: message, arrival: arrival)
    if records[index].isKept {
      for remark in message.remarks {
        findings.warning(remark.code.rawValue, remark.text, at: place)
      }
    }
    let (leg, sender) = records[index].add(message, arrival: arrival, frames: frames)
    followMedia(of: message, call: index, leg: leg, sender: sender, arrival: arrival)
  }

  private func open(_ key: [UInt8], with message: Message, arrival: Arrival) -> Int {
    let callID = String(decoding: key, as: UTF8.self)
    let number = records.count + 1
    let isInvite = message.transactionMethod == "INVITE"
    let isKept =
      switch selection {
      case .none: false
      case .all: true
      case .first: number == 1 || isInvite && !hasKeptInvite
      case .numbers(let wanted): wanted.contains(number)
      case .wanted(let name): callID == name || String(number) == name
      }
    if isKept, isInvite { hasKeptInvite = true }
    records.append(CallRecord(number: number, callID: callID, opening: message, arrival: arrival, isKept: isKept))
    byCallID[key] = number - 1
    return number - 1
  }

  private func followMedia(of message: Message, call: Int, leg: Int, sender: PartyRole, arrival: Arrival) {
    if let session = message.session, hasRoom(for: session, call: call, at: arrival.frame) {
      let listening = watch.announce(session, call: call, leg: leg, sender: sender, host: arrival.source.address)
      watch.reopen(listening)
      for stream in listening where !records[call].streams.contains(stream) { records[call].streams.append(stream) }
    }
    guard let status = message.status, status >= 200 else { return }
    let endsCall = message.transactionMethod == "BYE" || message.transactionMethod == "INVITE" && status >= 300
    if endsCall { watch.close(records[call].streams, at: arrival.time) }
  }
}

extension CallRecorder {
  /// Whether the call may announce more media; what is too much of it is told.
  private func hasRoom(for session: SessionDescription, call: Int, at frame: FrameNumber) -> Bool {
    let place = Location(capture: capture, frame: frame)
    guard records[call].streams.count < MediaWatch.mostStreams else {
      findings.warning(
        "many-streams",
        "call \(call + 1) has announced \(MediaWatch.mostStreams) streams of media; no more are looked for",
        at: place
      )
      return false
    }
    if session.media.count > MediaWatch.mostLines {
      findings.warning(
        "many-streams",
        "an SDP of \(session.media.count) m= lines: the first \(MediaWatch.mostLines) are looked at",
        at: place
      )
    }
    return true
  }
}

extension Message {
  /// The first SDP in its body; nil when it carries none.
  package var session: SessionDescription? {
    sessionDescription.flatMap { SessionDescription(bytes, in: $0) }
  }
}
