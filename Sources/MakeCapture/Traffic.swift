import ArgumentParser

/// Many calls at once, their packets merged into one order by time.
///
/// A call exists only from its first packet to its last, so memory grows with the calls that are up at the same time.
struct Traffic {
  private let calls: Int
  /// From the first packet of a call to that of the next, in microseconds.
  private let interval: UInt64
  private let seconds: Int
  private let media: Bool
  /// The Call-ID of all calls, nil when each has its own.
  private let callID: String?

  private var begun = 0
  private var live: [SyntheticCall] = []
  private var vacant: [Int] = []
  private var agenda = Agenda()

  init(calls: Int, interval: UInt64, seconds: Int, media: Bool, callID: String? = nil) {
    self.calls = calls
    self.interval = interval
    self.seconds = seconds
    self.media = media
    self.callID = callID
  }

  /// Refuses figures for which there are no addresses, or no room on a disk.
  static func check(calls: Int, seconds: Int) throws {
    guard (1...10_000_000).contains(calls) else { throw ValidationError("--calls must be 1 to 10000000") }
    guard (1...86_400).contains(seconds) else { throw ValidationError("--seconds must be 1 to 86400") }
  }

  /// Writes every packet to the file at `path`, and says on standard output what it holds.
  mutating func record(to path: String) throws {
    var capture = try CaptureWriter(path: path)
    var payload: [UInt8] = []
    while let entry = nextEntry() {
      let call = live[entry.slot]
      call.writePayload(to: &payload)
      let (source, destination) = call.endpoints
      try capture.write(payload, from: source, to: destination, at: entry.time)
      if call.advance() {
        agenda.add(Agenda.Entry(time: call.time, call: entry.call, slot: entry.slot))
      } else {
        vacant.append(entry.slot)
      }
    }
    let (packets, bytes) = try capture.finish()
    print("\(path): \(calls) calls, \(packets) packets, \(bytes) bytes")
  }

  /// Takes the earliest of what the live calls and the next new one have to send.
  private mutating func nextEntry() -> Agenda.Entry? {
    if begun < calls {
      let start = UInt64(begun) * interval
      if agenda.first.map({ start < $0.time }) ?? true { begin(at: start) }
    }
    return agenda.removeFirst()
  }

  private mutating func begin(at start: UInt64) {
    let call = SyntheticCall(number: begun, start: start, seconds: seconds, media: media, callID: callID)
    let slot: Int
    if let free = vacant.popLast() {
      slot = free
      live[slot] = call
    } else {
      slot = live.count
      live.append(call)
    }
    agenda.add(Agenda.Entry(time: start, call: begun, slot: slot))
    begun += 1
  }
}
