import Dialog
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

/// Gathers the packets of some streams while a capture is read.
final class PacketCollector: TrafficReceiver {
  private(set) var tracks: [PacketTrack]
  private var wanted: [Route: [Wanted]] = [:]
  private let largestDatagram: Int?

  private struct Route: Hashable {
    let source: Endpoint
    let destination: Endpoint
  }

  private struct Wanted {
    let frames: ClosedRange<FrameNumber>
    let track: Int
  }

  /// - Parameters:
  ///   - streams: those whose packets are wanted.
  ///   - largestDatagram: larger ones are passed over, as no engine plays them; nil for no limit.
  init(_ streams: [MediaStream], largestDatagram: Int?) {
    tracks = streams.map { PacketTrack(sender: $0.sender, line: $0.line, kind: $0.kind) }
    self.largestDatagram = largestDatagram
    for (index, stream) in streams.enumerated() {
      for flow in stream.flows {
        wanted[Route(source: flow.source, destination: flow.destination), default: []]
          .append(Wanted(frames: flow.firstFrame...flow.lastFrame, track: index))
      }
    }
  }

  func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    let route = Route(source: datagram.source, destination: datagram.destination)
    guard missing == 0, payload.count <= largestDatagram ?? .max, let flows = wanted[route] else { return }
    // FNV-1a, 64 bits: tells packets apart that differ by mistake.
    var content: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in payload.indices { content = (content ^ UInt64(payload[index])) &* 0x0000_0100_0000_01B3 }
    for flow in flows where flow.frames.contains(datagram.frame) {
      tracks[flow.track].packets.append(
        PacketTrack.Packet(content: content, time: datagram.time, frame: datagram.frame)
      )
    }
  }

  func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {}

  func ended(stream: StreamID) {}
}
