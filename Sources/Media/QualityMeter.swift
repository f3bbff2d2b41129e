package import Dialog
package import Wire

/// Measures loss and jitter of the RTP of calls while their packets come by once more.
package final class QualityMeter: TrafficReceiver {
  private var calls: [Call] = []
  private var flows: [FlowQuality] = []
  private var finder = FlowFinder()

  package init() {}

  /// Measures what was said in `call` as well.
  package func add(_ call: Call) {
    calls.append(call)
    for stream in call.streams {
      for flow in stream.flows {
        // A fax has no sequence numbers to count.
        if flow.rtpPackets > 0 { finder.want(flow, as: flows.count) }
        flows.append(FlowQuality(flow.payloadTypes.map { ($0, stream.codec(of: $0) ?? "") }))
      }
    }
  }

  /// The frames between which everything lies; nil when there is nothing to measure.
  package var frames: ClosedRange<FrameNumber>? { finder.frames }

  package func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    finder.find(datagram, payload) { flows[$0].count(payload, at: datagram.time) }
  }

  package func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {}

  package func ended(stream: StreamID) {}

  /// The calls in the order in which they were added, with what was measured of each flow.
  package var measured: [Call] {
    var rest = flows[...]
    return calls.map { call in
      let count = call.streams.reduce(0) { $0 + $1.flows.count }
      defer { rest = rest.dropFirst(count) }
      return call.measured(rest.prefix(count).map(\.quality))
    }
  }
}
