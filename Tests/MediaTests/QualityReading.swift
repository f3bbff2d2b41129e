import Dialog
import Foundation
import Media
import Wire

/// Feeds the packets of one flow to a meter.
struct QualityReading {
  private let meter = QualityMeter()
  private var frame = 0
  private static let source = Endpoint(address: IPAddress(v4: 0xC000_020A), port: 30000)
  private static let destination = Endpoint(address: IPAddress(v4: 0xC633_6414), port: 40000)

  /// - Parameters:
  ///   - codecs: the payload types of the flow, and what they stand for.
  ///   - frames: how many frames its packets lie in.
  init(codecs: [UInt8: String], frames: Int = 1000, rtpPackets: Int = 1) throws {
    let types = codecs.keys.sorted()
    let names = types.map { "\"\(codecs[$0] ?? "")\"" }.joined(separator: ",")
    let text = """
      {"number": 1, "callID": "c", "kind": "invite", "outcome": "answered", "start": "2026-11-22T21:40:55.000000000Z",
       "duration": 0, "legs": [], "transactions": [], "timeline": [], "streams": [{
         "leg": 1, "sender": "caller", "line": 1, "kind": "audio", "codecs": [\(names)], "direction": "sendrecv",
         "flows": [{
           "source": {"address": "\(Self.source.address)", "port": \(Self.source.port)},
           "destination": {"address": "\(Self.destination.address)", "port": \(Self.destination.port)},
           "packets": 1, "rtpPackets": \(rtpPackets), "truncated": 0, "ssrcs": [], "payloadTypes": \(types),
           "firstFrame": 1, "lastFrame": \(frames), "first": 0, "last": 0}]}]}
      """
    meter.add(try JSONDecoder().decode(Call.self, from: Data(text.utf8)))
  }

  mutating func send(_ number: UInt16, timestamp: UInt32, at milliseconds: Int, type: UInt8 = 0, ssrc: UInt32 = 7) {
    func big(_ value: UInt32, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32(width - 1 - $0))) }
    }
    send(
      raw: [0x80, type] + big(UInt32(number), 2) + big(timestamp, 4) + big(ssrc, 4) + [0xFF, 0xFF],
      at: milliseconds
    )
  }

  mutating func send(raw payload: [UInt8], at milliseconds: Int) {
    frame += 1
    meter.receive(
      datagram: Arrival(
        time: CaptureTime(nanoseconds: 1_700_000_000_000_000_000 + Int64(milliseconds) * 1_000_000),
        frame: frame,
        source: Self.source,
        destination: Self.destination,
        transport: .udp
      ),
      payload: payload.span,
      missing: 0
    )
  }

  var frames: ClosedRange<FrameNumber>? { meter.frames }

  var quality: RTPQuality? { meter.measured.first?.streams.first?.flows.first?.quality }
}
