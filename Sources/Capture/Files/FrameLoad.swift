/// Frames on their way from the thread that reads files to the one that takes them apart.
struct FrameLoad {
  private var records: [FrameRecord] = []
  private var bytes: [UInt8] = []

  /// As much as stays in the cache of one processor on its way to the other.
  private static let full = (bytes: 1 << 17, frames: 1 << 10)

  var isFull: Bool { bytes.count >= Self.full.bytes || records.count >= Self.full.frames }

  @inline(__always)
  mutating func add(_ octets: Octets, _ record: FrameRecord) {
    octets.append(to: &bytes)
    records.append(record)
  }

  func deliver(to delivery: inout FrameDelivery) {
    bytes.withOctets { octets in
      var start = 0
      for record in records {
        delivery.take(octets[start..<(start &+ record.captured)], record)
        start &+= record.captured
      }
    }
  }

  /// Makes room for what comes next.
  mutating func clear() {
    records.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }
}
