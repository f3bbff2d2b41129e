import Capture
import Dialog
import Foundation
import Synchronization
import Testing
import Wire

/// A call as a capture holds it, read by the program's own extractor: what was said, and the media both parties sent.
struct Recorded {
  let call: Call
  let leg: Leg
  /// The payloads of the played stream of each party, in the order of the capture.
  let media: [PartyRole: [[UInt8]]]
  /// The messages of the leg whose requests were captured too, in the order of the wire.
  private(set) var messages: [CapturedMessage]

  /// Reads the call that a conversion of `capture` takes.
  init(_ capture: URL) throws {
    let file = try CaptureFile(capture.path)
    let recorder = CallRecorder(capture: capture.lastPathComponent, sipPort: nil, selection: .first)
    _ = try file.read(into: recorder)
    let call = try #require(recorder.finish().call(.first), "no call in \(capture.path)")
    let leg = try #require(call.legs.first)
    let streams = call.streams.filter { $0.leg == leg.number && $0.kind == "audio" }
    var media: [PartyRole: [[UInt8]]] = [:]
    for role in [PartyRole.caller, .callee] {
      guard let stream = streams.first(where: { $0.sender == role }) else { continue }
      let collector = PayloadCollector(stream.flows)
      _ = try file.read(into: collector)
      media[role] = collector.payloads
    }
    self.init(call: call, leg: leg, media: media)
  }

  init(call: Call, leg: Leg, media: [PartyRole: [[UInt8]]]) {
    self.call = call
    self.leg = leg
    self.media = media
    messages = call.timeline.filter { message in
      message.leg == leg.number && message.transaction.map { call.transactions[$0].request != nil } ?? false
    }
  }

  /// The same without its last messages: those that were made to end a call which the capture cuts off.
  func cut(to count: Int) -> Recorded {
    var cut = self
    cut.messages = Array(messages.prefix(count))
    return cut
  }
}

/// Keeps the payloads of some flows.
private final class PayloadCollector: TrafficReceiver {
  private let flows: [Flow]
  private(set) var payloads: [[UInt8]] = []

  init(_ flows: [Flow]) {
    self.flows = flows
  }

  func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    let belongs = flows.contains { flow in
      flow.source == datagram.source && flow.destination == datagram.destination
        && (flow.firstFrame...flow.lastFrame).contains(datagram.frame)
    }
    guard belongs else { return }
    payloads.append(payload.indices.map { payload[$0] })
  }

  func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {}

  func ended(stream: StreamID) {}
}
