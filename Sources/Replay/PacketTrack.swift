import Dialog
import Media
import Scenario
import Wire

/// The packets of one party for one m= line, in the order of the capture.
struct PacketTrack: Sendable {
  /// One packet: what it holds, as a hash, when it was sent, and where it is in the capture.
  struct Packet: Sendable {
    let content: UInt64
    let time: CaptureTime
    let frame: FrameNumber
  }

  let sender: PartyRole
  /// Position of the m= line, counted from 1.
  let line: Int
  let kind: String
  var packets: [Packet] = []

  /// `the caller's audio`.
  var name: String { "the \(sender.rawValue)'s \(kind)" + (line > 1 ? " (m= line \(line))" : "") }
}

/// Gathers packets while a capture is read.
final class PacketCollector: TrafficReceiver {
  private(set) var tracks: [PacketTrack] = []
  private var wanted: [Route: [Wanted]] = [:]
  private let largestDatagram: Int?

  private struct Route: Hashable {
    let source: Endpoint
    let destination: Endpoint
  }

  private struct Wanted {
    let frames: ClosedRange<FrameNumber>
    let track: Int
    let veil: MediaVeil?
    var recent = RecentPackets()
  }

  /// - Parameter largestDatagram: larger ones are passed over, as no engine plays them; nil for no limit.
  init(largestDatagram: Int?) {
    self.largestDatagram = largestDatagram
  }

  /// Gathers the packets of some flows, as those of one m= line.
  ///
  /// - Parameter veil: what was put in place of their content, when the flows are not those of the capture.
  func want(_ flows: [Flow], sender: PartyRole, line: Int, kind: String, veil: MediaVeil? = nil) {
    let known = tracks.firstIndex { $0.sender == sender && $0.line == line && $0.kind == kind }
    if known == nil { tracks.append(PacketTrack(sender: sender, line: line, kind: kind)) }
    for flow in flows.map({ veil?.revealed($0) ?? $0 }) {
      wanted[Route(source: flow.source, destination: flow.destination), default: []]
        .append(Wanted(frames: flow.firstFrame...flow.lastFrame, track: known ?? tracks.count - 1, veil: veil))
    }
  }

  func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    let route = Route(source: datagram.source, destination: datagram.destination)
    guard missing == 0, payload.count <= largestDatagram ?? .max, let flows = wanted[route] else { return }
    for index in flows.indices where flows[index].frames.contains(datagram.frame) {
      guard wanted[route]?[index].recent.knows(payload, at: datagram.time) == false else { continue }
      let content = flows[index].veil.map { Self.fingerprint($0.veiled(payload).span) } ?? Self.fingerprint(payload)
      tracks[flows[index].track].packets.append(
        PacketTrack.Packet(content: content, time: datagram.time, frame: datagram.frame)
      )
    }
  }

  /// Tells packets apart that differ by mistake (FNV-1a, 64 bits).
  private static func fingerprint(_ payload: Span<UInt8>) -> UInt64 {
    var content: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in payload.indices { content = (content ^ UInt64(payload[index])) &* 0x0000_0100_0000_01B3 }
    return content
  }

  func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {}

  func ended(stream: StreamID) {}
}
