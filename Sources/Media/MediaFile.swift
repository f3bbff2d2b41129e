package import Dialog

/// A file of packets that an engine plays: what one party sent, for one m= line or for several at once.
package struct MediaFile: Sendable {
  /// Its name beside the scenario.
  package let name: String
  package let sender: PartyRole
  /// The kind of m= line by which the engine finds where to send: audio, video or image.
  package let kind: String
  package let tracks: [Track]

  /// What was sent for one m= line.
  package struct Track: Sendable {
    /// The m= line.
    package let line: Int
    package let kind: String
    package let flows: [Flow]
    /// How far its ports are above those of the first track.
    package let portOffset: UInt16

    package init(line: Int, kind: String, flows: [Flow], portOffset: UInt16) {
      self.line = line
      self.kind = kind
      self.flows = flows
      self.portOffset = portOffset
    }
  }

  package init(name: String, sender: PartyRole, kind: String, tracks: [Track]) {
    self.name = name
    self.sender = sender
    self.kind = kind
    self.tracks = tracks
  }

  /// One file that holds this one and then `other`, line by line.
  package func followed(by other: MediaFile) -> MediaFile {
    var lines = tracks
    for track in other.tracks {
      if let known = lines.firstIndex(where: { $0.line == track.line && $0.kind == track.kind }) {
        let flows = lines[known].flows + track.flows
        let offset = lines[known].portOffset
        lines[known] = Track(line: track.line, kind: track.kind, flows: flows, portOffset: offset)
      } else {
        lines.append(track)
      }
    }
    return MediaFile(name: name, sender: sender, kind: kind, tracks: lines)
  }

  /// All its flows.
  package var flows: [Flow] { tracks.flatMap(\.flows) }
  /// When its first packet was captured, in microseconds after the start of the call.
  package var first: Int { flows.map(\.first).min() ?? 0 }
  /// When its last packet was.
  package var last: Int { flows.map(\.last).max() ?? 0 }
}
