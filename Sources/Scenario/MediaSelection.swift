import Dialog
import Diagnostics
import Media
import RuleEngine

/// Chooses what of a leg's media the target can play, and says what it leaves out.
struct MediaSelection {
  private let call: Call
  private let leg: Leg
  private let target: Target
  private let capture: Location

  init(_ call: Call, leg: Leg, target: Target, capture: String) {
    self.call = call
    self.leg = leg
    self.target = target
    self.capture = Location(file: capture)
  }

  /// The files of both parties, each party's in the order of time.
  func files(findings: inout Findings) -> [MediaFile] {
    [PartyRole.caller, .callee].flatMap { role in
      let streams = playable(of: role, findings: &findings)
      if streams.isEmpty, call.kind == .invite, call.outcome == .answered {
        findings.note("no-media", "the \(role.rawValue) sent no media: its scenario plays none", at: capture)
      }
      return named(spells(of: streams, findings: &findings), of: role)
    }
  }

  /// The streams of a party of which something can be played.
  private func playable(of role: PartyRole, findings: inout Findings) -> [MediaStream] {
    call.streams.filter { stream in
      guard stream.leg == leg.number, stream.sender == role else { return false }
      guard target.capabilities.playable.contains(stream.kind) else {
        leaveOut(stream, "'\(target.name)' scenarios play no \(stream.kind)", &findings)
        return false
      }
      guard !stream.isCutThroughout else {
        findings.warning(
          "cut-media",
          "the capture cut every packet of the \(role.rawValue)'s \(stream.kind): its scenario plays none (record with "
            + "'tcpdump -s 0')",
          at: capture
        )
        return false
      }
      return true
    }
  }

  /// What a party sent for one m= line without being held.
  private struct Spell {
    let stream: MediaStream
    let flows: [Flow]

    var first: Int { flows.map(\.first).min() ?? 0 }
    var last: Int { flows.map(\.last).max() ?? 0 }
  }

  /// The spells in the order of time, those that go together in one group.
  private func spells(of streams: [MediaStream], findings: inout Findings) -> [[Spell]] {
    // What begins at once belongs to the m= line that stands first.
    let all = streams.flatMap { stream in stream.spells.map { Spell(stream: stream, flows: $0) } }
      .sorted { ($0.first / 1_000_000, $0.stream.line, $0.first) < ($1.first / 1_000_000, $1.stream.line, $1.first) }
    var groups: [[Spell]] = []
    for spell in all {
      guard let group = groups.last, let other = group.first, group.contains(where: { overlaps($0, spell) }) else {
        groups.append([spell])
        continue
      }
      if target.capabilities.playsLinesTogether, other.stream.line != spell.stream.line {
        groups[groups.count - 1].append(spell)
      } else if other.stream.line == spell.stream.line, spell.last > other.last {
        // A fax that takes over the line of a voice: the engine leaves off one to begin the other.
        groups.append([spell])
      } else {
        leaveOut(spell.stream, "'\(target.name)' scenarios play one stream at a time", &findings)
      }
    }
    for spell in groups.flatMap({ $0.dropFirst() }) {
      findings.note(
        "ports-together",
        "the \(spell.stream.sender.rawValue)'s \(spell.stream.kind) is played together with its "
          + "\(groups.first?.first?.stream.kind ?? "audio"), to a port above that: a peer that wants it elsewhere does not get it",
        at: capture
      )
    }
    return groups
  }

  private func overlaps(_ left: Spell, _ right: Spell) -> Bool {
    left.first <= right.last && right.first <= left.last
  }

  private func named(_ groups: [[Spell]], of role: PartyRole) -> [MediaFile] {
    var counts: [String: Int] = [:]
    return groups.map { group in
      let spells = group.sorted { $0.stream.line < $1.stream.line }
      let kind = spells[0].stream.kind
      let word = kind == "audio" ? "rtp" : kind
      let count = counts[word, default: 0] + 1
      counts[word] = count
      return MediaFile(
        name: "\(role.rawValue)_\(word)\(count > 1 ? "_\(count)" : "").pcap",
        sender: role,
        kind: kind,
        tracks: spells.map { spell in
          MediaFile.Track(
            line: spell.stream.line,
            kind: spell.stream.kind,
            flows: spell.flows,
            portOffset: UInt16(clamping: 2 * (spell.stream.line - spells[0].stream.line))
          )
        }
      )
    }
  }

  private func leaveOut(_ stream: MediaStream, _ reason: String, _ findings: inout Findings) {
    findings.warning(
      "media-left-out",
      "\(reason): \(stream.packets) packets of the \(stream.sender.rawValue)'s \(stream.kind) (m= line \(stream.line)) "
        + "are left out",
      at: capture
    )
  }
}

extension MediaStream {
  /// Whether nothing of it can be sent again, because the snap length of the capture cut every packet.
  fileprivate var isCutThroughout: Bool { flows.allSatisfy { $0.truncated == $0.packets } }
}
