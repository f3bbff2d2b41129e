import Diagnostics
package import SDP
package import SIP
package import Wire

/// Sorts the traffic of a capture into calls, in one reading and without keeping packets.
///
/// Calls leave a line for the list, unless one of them alone is wanted; only those that `Selection` names keep their
/// messages.
package final class CallRecorder: TrafficReceiver {
  private let capture: String
  private let sipPort: UInt16?
  private let selection: Selection
  /// What the hashes of Call-IDs are made with.
  private let secret: HashSecret
  // These and the watch are asked for every message or packet, by the one reader that calls this class and never from
  // within itself: the look-out for a second access at the same time would cost more than a header.
  @exclusivity(unchecked) private var calls = CallList()
  /// Those of the calls that leave a line in the list.
  @exclusivity(unchecked) private var records = LongList<CallRecord>()
  /// The addresses in them.
  @exclusivity(unchecked) private var texts = TextStore()
  /// Those of the records whose messages are kept.
  private var keptRecords: [Int] = []
  private var hasKeptInvite = false
  /// A longer Call-ID, in bytes, is nobody's.
  private static let longestCallID = 4096
  @exclusivity(unchecked) private var watch = MediaWatch()
  private var streams = SIPStreams()
  private var tape: MediaTape?
  private var findings = Findings()

  /// - Parameters:
  ///   - capture: the name of the capture in diagnostics.
  ///   - sipPort: the port that SIP must come from or go to; nil recognises SIP on any port by its first line.
  ///   - selection: which calls to keep in full.
  package init(capture: String, sipPort: UInt16?, selection: Selection) {
    self.capture = capture
    self.sipPort = sipPort
    self.selection = selection
    secret = unsafe calls.secret
    // The media of many calls is not held in memory.
    tape = selection.isOfOneCall ? MediaTape() : nil
  }

  /// Looks over a message, whenever it is: that depends on nothing but the message.
  @inline(__always)
  func glance(at bytes: Span<UInt8>, over transport: Transport) -> Glance? {
    Glance(bytes, over: transport, secret, inDetail: !selection.isOfOneCall)
  }

  package func lookout() -> (any Lookout)? { SIPLookout(of: self) }

  package func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    if SIPRecognition.looksLikeSIP(payload), isOnSIPPort(datagram) {
      return take(payload, arrival: datagram, missing: missing)
    }
    switch unsafe watch.count(datagram, payload: payload, missing: missing) {
    case .counted: tape?.record(datagram, payload, missing: missing)
    case .other: break
    case .stranger:
      if sipPort != nil, isOnSIPPort(datagram) { takeAfterJunk(datagram, payload: payload, missing: missing) }
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
      for remark in message.framed.remarks { findings.warning(remark.code.rawValue, remark.text, at: place) }
      take(
        message.framed.bytes.span,
        arrival: message.arrival,
        frames: message.framed.frames,
        missing: 0,
        isCutOff: message.framed.remarks.contains { $0.code == .messageCutOff }
      )
    }
  }

  /// What was recorded, once the capture has been read.
  package func finish() -> Recording {
    findings.add(contentsOf: streams.findings(of: capture))
    for record in keptRecords.lazy.map({ unsafe self.records[$0] }) where record.unkept > 0 {
      findings.warning(
        "long-call",
        "call \(record.number): \(record.unkept) messages behind the first \(record.drafts.count) are counted, but not "
          + "kept: a call holds at most \(CallRecord.mostMessages), of \(CallRecord.mostBytes >> 20) MiB",
        at: Location(capture: capture, frame: record.firstFrame)
      )
    }
    unsafe watch.limits.tell(&findings, capture: capture)
    let kept = keptRecords.map { index in
      let record = unsafe records[index]
      return CallAssembly(record, callID: unsafe calls.callID(of: record.number - 1), media: unsafe watch).call()
    }
    // They are in the calls now.
    for index in keptRecords { unsafe records[index].leaveDrafts() }
    return Recording(
      callCount: unsafe calls.count,
      summaries: unsafe CallSummaries(records, texts, calls, watch),
      calls: kept,
      tape: tape.flatMap { $0.isWhole ? $0 : nil },
      findings: findings
    )
  }

  /// Depends on the datagram alone.
  func isOnSIPPort(_ arrival: Arrival) -> Bool {
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
    take(payload.extracting(offset..<payload.count), arrival: datagram, missing: missing)
  }

  /// Takes a message; `frames` are those that brought it, nil for the one of its arrival.
  private func take(
    _ bytes: Span<UInt8>,
    arrival: Arrival,
    frames: [FrameNumber]? = nil,
    missing: Int,
    isCutOff: Bool = false
  ) {
    guard let message = glance(at: bytes, over: arrival.transport) else { return }
    take(message, bytes, at: arrival, frames: frames, missing: missing, isCutOff: isCutOff)
  }

  /// Takes a message that was looked over.
  func take(
    _ message: Glance,
    _ bytes: Span<UInt8>,
    at arrival: Arrival,
    frames: [FrameNumber]? = nil,
    missing: Int,
    isCutOff: Bool = false
  ) {
    let callID = message.callID
    let missingHeaders = message.missingHeaders
    // Of what was cut off within its headers, what is there must do.
    guard missingHeaders.isEmpty || !callID.isEmpty && (missing > 0 || isCutOff) else {
      findings.warning(
        "incomplete-message",
        "what begins like a SIP message has no \(missingHeaders.names.joined(separator: ", no ")): it belongs to no call, and "
          + "is left out",
        at: Location(capture: capture, frame: arrival.frame)
      )
      return
    }
    if missing > 0 {
      findings.warning(
        "cut-message",
        "the capture cut \(missing) bytes off this SIP message (record with 'tcpdump -s 0')",
        at: Location(capture: capture, frame: arrival.frame)
      )
    }
    guard callID.count <= Self.longestCallID else {
      findings.warning(
        "long-call-id",
        "a Call-ID of \(callID.count) bytes, more than \(Self.longestCallID), is no call's; the message is left out",
        at: Location(capture: capture, frame: arrival.frame)
      )
      return
    }
    let call = unsafe calls.find(bytes, callID, hash: message.callIDHash) ?? open(message, bytes, at: arrival)
    var speaker = MediaWatch.Speaker(call: call, leg: 0, role: .caller, isCounted: false)
    if let record = unsafe calls.record(of: call) {
      let place = unsafe records[record].add(message, bytes, at: arrival)
      speaker = MediaWatch.Speaker(call: call, leg: place.leg, role: place.sender, isCounted: true)
      if unsafe records[record].isKept { keep(bytes, in: record, at: place, arrival, frames ?? [arrival.frame]) }
    }
    if unsafe watch.listens(to: speaker) {
      message.forEachMedia(bytes) { unsafe watch.announce($0, in: bytes, by: speaker, at: arrival) }
    }
    if message.endsCall { unsafe watch.close(call: call, at: arrival.time) }
  }

  private func keep(
    _ bytes: Span<UInt8>,
    in record: Int,
    at place: (leg: Int, sender: PartyRole),
    _ arrival: Arrival,
    _ frames: [FrameNumber]
  ) {
    guard let message = Message([UInt8](copying: bytes)) else { return }
    for remark in message.remarks {
      findings.warning(remark.code.rawValue, remark.text, at: Location(capture: capture, frame: arrival.frame))
    }
    unsafe records[record].keep(message, at: place, arrival: arrival, frames: frames)
  }

  private func open(_ message: Glance, _ bytes: Span<UInt8>, at arrival: Arrival) -> Int {
    let number = unsafe calls.count + 1
    let isInvite = message.isInvite
    let (isListed, isKept) =
      switch selection {
      case .none: (true, false)
      case .all: (true, true)
      // Once an INVITE is kept, nobody asks for the others.
      case .first: (!hasKeptInvite, number == 1 || isInvite && !hasKeptInvite)
      case .numbers(let wanted): (true, wanted.contains(number))
      case .wanted(let wanted): isWanted(wanted, number, bytes, message.callID)
      }
    if isKept, isInvite { hasKeptInvite = true }
    let record = isListed ? unsafe records.count : nil
    if isListed {
      if isKept { keptRecords.append(unsafe records.count) }
      unsafe records.append(
        CallRecord(number: number, opening: message, bytes, at: arrival, isKept: isKept, texts: &texts)
      )
    }
    return unsafe calls.append(bytes, message.callID, hash: message.callIDHash, record: record)
  }

  /// The same twice: nothing but the wanted call is listed.
  private func isWanted(
    _ name: String,
    _ number: Int,
    _ bytes: Span<UInt8>,
    _ callID: ByteRange
  ) -> (isListed: Bool, isKept: Bool) {
    let isMeant = bytes.text(callID) == name || String(number) == name
    return (isMeant, isMeant)
  }
}

extension Message {
  /// The first SDP in its body; nil when it carries none.
  package var session: SessionDescription? {
    sessionDescription.flatMap { SessionDescription(bytes, in: $0) }
  }
}
