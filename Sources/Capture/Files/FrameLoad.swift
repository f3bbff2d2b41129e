internal import Wire

/// Frames on their way from the thread that reads files to the one that takes them apart.
struct FrameLoad {
  private var records: [FrameRecord] = []
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

  var isFull: Bool { bytes.count >= Self.full.bytes || records.count >= Self.full.frames }

  @inline(__always)
  mutating func add(_ octets: Octets, _ record: FrameRecord) {
    octets.append(to: &bytes)
    records.append(record)
  }

  /// Has the lookout see the datagrams that come in one frame; all others wait for their turn.
  ///
  /// - Parameter last: the number of the last frame of the load.
  mutating func lookAhead(upTo last: FrameNumber) {
    guard let lookout else { return }
    let frames = last &- records.count &+ 1
    bytes.withOctets { octets in
      var start = 0
      for (position, record) in records.enumerated() {
        let place = start
        let frame = octets[place..<(place &+ record.captured)]
        start &+= record.captured
        guard let header = record.header else { continue }
        var packet = Packet(octets: frame, length: record.length, time: record.time, frame: frames &+ position)
        var left = Header.limit
        let step = packet.descend(from: header, headersLeft: &left)
        guard case .datagram(let source, let destination, let transport) = step else { continue }
        let arrival = Arrival(of: packet, from: source, to: destination, over: transport)
        packet.payload.withSpan { payload in
          guard let number = lookout.look(at: arrival, payload: payload, missing: packet.missing) else { return }
          foreseen.append(
            Foreseen(
              position: position,
              arrival: arrival,
              payload: packet.payloadRange.moved(by: place),
              missing: packet.missing,
              number: number
            )
          )
        }
      }
    }
  }

  func deliver(to delivery: inout FrameDelivery) {
    bytes.withOctets { octets in
      var (start, ahead) = (0, 0)
      for position in records.indices {
        let frame = octets[start..<(start &+ records[position].captured)]
        start &+= records[position].captured
        if ahead < foreseen.count, foreseen[ahead].position == position {
          let next = ahead &+ Self.fetchedAhead
          if next < foreseen.count { octets[foreseen[next].payload].fetch() }
          delivery.take(foreseen[ahead], payload: octets[foreseen[ahead].payload], of: records[position], by: lookout)
          ahead &+= 1
        } else {
          delivery.take(frame, records[position])
        }
      }
    }
  }

  /// Makes room for what comes next.
  mutating func clear() {
    records.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    foreseen.removeAll(keepingCapacity: true)
    lookout?.clear()
  }
}

extension Range where Bound == Int {
  fileprivate func moved(by distance: Int) -> Range { lowerBound &+ distance..<upperBound &+ distance }
}
