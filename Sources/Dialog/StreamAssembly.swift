import SDP
import SIP
import Wire

/// Turns a watched stream into one of the model, with what the SDP of the call says about it.
struct StreamAssembly {
  /// Every SDP of the call, with who sent it on which leg.
  private let sessions: [(leg: Int, sender: PartyRole, session: SessionDescription)]

  private let start: CaptureTime

  init(_ utterances: [Utterance], start: CaptureTime) {
    self.start = start
    sessions = utterances.compactMap { utterance in
      utterance.message.session.map { (utterance.captured.leg, utterance.captured.sender, $0) }
    }
  }

  /// An m= line with the SDP that it stands in.
  private struct Description {
    let sender: PartyRole
    let media: MediaDescription
    let session: SessionDescription

    /// `PCMU/8000`.
    func text(_ map: RTPMap) -> String {
      session.text(map.encoding) + (map.clockRate.map { "/\($0)" } ?? "")
    }
  }

  /// What a watched stream is in the model; nil when nothing was sent in it.
  func stream(_ watched: MediaWatch.Stream) -> MediaStream? {
    let flows = watched.flows.map { $0.flow(after: start) }
    guard !flows.isEmpty else { return nil }
    let leg = watched.leg + 1
    let types = flows.flatMap(\.payloadTypes).withoutRepetition
    return MediaStream(
      leg: leg,
      sender: watched.sender,
      line: watched.line,
      kind: watched.kind,
      codecs: types.map { codec($0, leg: leg, line: watched.line) },
      direction: descriptions(leg: leg, line: watched.line).first { $0.sender == watched.sender }?
        .media.direction.rawValue ?? "sendrecv",
      flows: flows
    )
  }

  private func descriptions(leg: Int, line: Int) -> [Description] {
    sessions.compactMap { said in
      guard said.leg == leg, said.session.media.count >= line else { return nil }
      return Description(sender: said.sender, media: said.session.media[line - 1], session: said.session)
    }
  }

  private func codec(_ type: UInt8, leg: Int, line: Int) -> String {
    for description in descriptions(leg: leg, line: line) {
      if let map = description.media.rtpmap(for: type) { return description.text(map) }
    }
    return Self.assigned[type] ?? "\(type)"
  }

  /// The payload types that RFC 3551 section 6 assigns and that telephony still uses.
  private static let assigned: [UInt8: String] = [
    0: "PCMU/8000", 3: "GSM/8000", 4: "G723/8000", 8: "PCMA/8000", 9: "G722/8000", 13: "CN/8000", 15: "G728/8000",
    18: "G729/8000", 26: "JPEG/90000", 31: "H261/90000", 34: "H263/90000",
  ]
}
