import Dialog
import Diagnostics
import Media
import RuleEngine

/// Chooses the streams of a leg that the target can play, and says which it leaves out.
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

  func files(findings: inout Findings) -> [MediaFile] {
    var files: [MediaFile] = []
    let streams = call.streams.filter { $0.leg == leg.number }
    for role in [PartyRole.caller, .callee] {
      let own = streams.filter { $0.sender == role }
      for stream in own where !target.capabilities.playable.contains(stream.kind) {
        findings.warning(
          "media-left-out",
          "'\(target.name)' scenarios play no \(stream.kind): \(stream.packets) packets of the \(role.rawValue) are left out",
          at: capture
        )
      }
      let playable = own.filter { target.capabilities.playable.contains($0.kind) }
      for other in playable.dropFirst() {
        findings.warning(
          "media-left-out",
          "a scenario plays one \(other.kind) stream: the \(other.packets) packets of the \(role.rawValue)'s m= line "
            + "\(other.line) are left out",
          at: capture
        )
      }
      if let stream = playable.first, stream.isCutThroughout {
        findings.warning(
          "cut-media",
          "the capture cut every packet of the \(role.rawValue): its scenario plays none (record with 'tcpdump -s 0')",
          at: capture
        )
      } else if let stream = playable.first {
        files.append(MediaFile(name: "\(role.rawValue)_rtp.pcap", stream: stream))
      } else if call.kind == .invite, call.outcome == .answered {
        findings.note("no-media", "the \(role.rawValue) sent no media: its scenario plays none", at: capture)
      }
    }
    return files
  }
}

extension MediaStream {
  /// Whether nothing of it can be sent again, because the snap length of the capture cut every packet.
  fileprivate var isCutThroughout: Bool { flows.allSatisfy { $0.truncated == $0.packets } }
}
