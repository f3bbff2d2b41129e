import Wire

/// Packets on their way to their files: the records of a pcap one behind another, as they were captured.
///
/// Packets of thousands of calls are mixed in a capture. Here each is put behind the last one, wherever it goes; to their
/// files they are sorted when there are many.
struct PacketBatch {
  private struct Record {
    let file: Int32
    /// Where its bytes end, which begin behind those of the record before.
    let end: Int32
  }

  private(set) var bytes: [UInt8] = []
  private var records: [Record] = []

  /// Puts a datagram in.
  @inline(__always)
  mutating func append(
    _ payload: Span<UInt8>,
    under headers: DatagramHeaders,
    at time: CaptureTime,
    of file: Int
  ) {
    let size = headers.count + payload.count
    bytes.append(addingCapacity: size) { room in
      unsafe room.withUnsafeMutableBufferPointer { room, count in
        unsafe headers.write(payload, at: time, to: UnsafeMutableRawBufferPointer(room))
        count = size
      }
    }
    records.append(Record(file: Int32(truncatingIfNeeded: file), end: Int32(truncatingIfNeeded: bytes.count)))
  }

  /// Takes everything out.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
  }

  /// What goes to each file, file after file: packets in their order, as one.
  func forEachFile(of count: Int, _ body: (_ file: Int, _ packets: Int, _ bytes: Span<UInt8>) -> Void) {
    // A counting sort: where the records of each file begin, then each to its place.
    var places = Array(repeating: 0, count: count + 1)
    for record in records { places[Int(record.file) + 1] += 1 }
    for file in 0..<count { places[file + 1] += places[file] }
    var sorted = Array(repeating: 0..<0, count: records.count)
    var start = 0
    for record in records {
      let file = Int(record.file)
      sorted[places[file]] = start..<Int(record.end)
      places[file] += 1
      start = Int(record.end)
    }
    // What a file gets is put together here: for a system thousands of pieces are slower than a copy of them.
    let bytes = bytes.span
    var whole: [UInt8] = []
    var first = 0
    for file in 0..<count where places[file] > first {
      whole.removeAll(keepingCapacity: true)
      for index in first..<places[file] {
        unsafe bytes.extracting(sorted[index]).withUnsafeBufferPointer { unsafe whole.append(contentsOf: $0) }
      }
      body(file, places[file] - first, whole.span)
      first = places[file]
    }
  }
}
