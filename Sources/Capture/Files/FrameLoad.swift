internal import Wire

/// Frames on their way from the thread that reads files to the one that takes them apart.
struct FrameLoad {
  private var frames: [Frame] = []
  private var bytes: [UInt8] = []
  /// The datagrams that the lookout has seen, in the order of their frames.
  private var foreseen: [Foreseen] = []
  private let lookout: (any Lookout)?

  /// As much as stays in the cache of one processor on its way to the other.
  private static let full = (bytes: 1 << 17, frames: 1 << 10)

  /// How many messages ahead bytes are fetched that the other thread has looked at.
  private static let fetchedAhead = 3

  init(lookout: (any Lookout)?) {
    self.lookout = lookout
  }

  var isFull: Bool { bytes.count >= Self.full.bytes || frames.count >= Self.full.frames }

  @inline(__always)
  mutating func add(_ octets: Octets, _ frame: Frame) {
    octets.append(to: &bytes)
    frames.append(frame)
  }

  /// Has the lookout see the datagrams that come in one frame; all others wait for their turn.
  ///
  /// - Parameter last: the number of the last frame of the load.
  mutating func lookAhead(upTo last: FrameNumber) {
    guard let lookout else { return }
    let first = last &- frames.count &+ 1
    bytes.withOctets { octets in
      var end = 0
      for (position, frame) in frames.enumerated() {
        let start = end
        end &+= frame.captured
        guard let header = frame.header else { continue }
        var packet = Packet(
          octets: octets[start..<end],
          length: frame.length,
          time: frame.time,
          frame: first &+ position
        )
        var left = Header.limit
        let step = packet.descend(from: header, headersLeft: &left)
        guard case .datagram(let source, let destination, let transport) = step else { continue }
        let arrival = Arrival(of: packet, from: source, to: destination, over: transport)
        packet.payload.withSpan { payload in
          guard let number = lookout.look(at: arrival, payload: payload, missing: packet.missing) else { return }
          let (from, to) = (start &+ packet.payloadRange.lowerBound, start &+ packet.payloadRange.upperBound)
          foreseen.append(
            Foreseen(arrival, position: position, payload: from..<to, missing: packet.missing, number: number)
          )
        }
      }
    }
  }

  func deliver(to delivery: inout FrameDelivery) {
    bytes.withOctets { octets in
      var (end, ahead) = (0, 0)
      for position in frames.indices {
        let frame = frames[position]
        let start = end
        end &+= frame.captured
        if ahead < foreseen.count, foreseen[ahead].position == position {
          let next = ahead &+ Self.fetchedAhead
          if next < foreseen.count { octets[foreseen[next].payload.range].fetch() }
          delivery.take(foreseen[ahead], payload: octets[foreseen[ahead].payload.range], of: frame, by: lookout)
          ahead &+= 1
        } else {
          delivery.take(octets[start..<end], frame)
        }
      }
    }
  }

  /// Makes room for what comes next.
  mutating func clear() {
    frames.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    foreseen.removeAll(keepingCapacity: true)
    lookout?.clear()
  }
}
