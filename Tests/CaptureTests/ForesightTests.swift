import Testing
import Wire

@testable import Capture

/// Datagrams that are looked at ahead of their turn: each is taken once, at its turn, with what was seen of it.
@Suite struct ForesightTests {
  /// Notes what it takes, and what was seen ahead.
  private final class Watcher: TrafficReceiver {
    var taken: [String] = []
    /// All that is told of the datagrams among them.
    var details: [String] = []

    func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
      details.append("\(datagram) \([UInt8](copying: payload)) \(missing)")
      taken.append("\(datagram.frame): \([UInt8](copying: payload).count) bytes")
    }

    func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {
      taken.append("\(segment.frame): segment")
    }

    func ended(stream: StreamID) {}
    func lookout() -> (any Lookout)? { Scout(of: self) }
  }

  /// Sees what goes to port 5080.
  private final class Scout: Lookout {
    private let watcher: Watcher
    private var seen: [FrameNumber] = []

    init(of watcher: Watcher) {
      self.watcher = watcher
    }

    func look(at datagram: Arrival, payload: Span<UInt8>, missing: Int) -> Int? {
      guard datagram.destination.port == 5080 else { return nil }
      seen.append(datagram.frame)
      return seen.count - 1
    }

    func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int, number: Int) {
      #expect(seen[number] == datagram.frame)
      watcher.receive(datagram: datagram, payload: payload, missing: missing)
      watcher.taken[watcher.taken.count - 1] += " seen"
    }

    func clear() { seen = [] }
  }

  private func read(_ bytes: [UInt8], filter: String? = nil, _ foresight: Foresight) throws -> (
    taken: [String], details: [String], report: String
  ) {
    try CaptureBytes.withFile(bytes) { path in
      let watcher = Watcher()
      let report = try CaptureSet([path], filter: filter).read(foresight: foresight, into: watcher)
      let facts = "\(report.frames) \(report.datagrams) \(report.segments) \(String(describing: report.last))"
      return (watcher.taken, watcher.details, facts + " " + report.codes.joined(separator: " "))
    }
  }

  /// Everything that may stand between datagrams: other ports, fragments, a segment, damage, another protocol.
  private static let frames: [[UInt8]] = {
    let whole = Packets.udp(Array(repeating: 1, count: 40))
    return [
      Packets.ipv4(Packets.udp([1])),
      Packets.ipv4(identification: 9, offset: 0, moreFollow: true, Array(whole[..<24])),
      Packets.ipv4(Packets.udp(to: 4000, [1, 2])),
      Packets.ipv4(identification: 9, offset: 24, moreFollow: false, Array(whole[24...])),
      Packets.ipv4(carrying: 6, Packets.tcp(from: 1, to: 2, sequence: 7, Array("x".utf8))),
      Packets.ipv4(length: 3, []), Packets.ipv4(carrying: 99, [1]), [1], Packets.ipv4(Packets.udp([1, 2, 3])),
    ].map { Packets.ethernet($0) }
  }()

  @Test func whatIsSeenAheadIsTakenAtItsTurn() throws {
    var capture = CaptureBytes()
    for frame in Self.frames { capture.add(frame) }
    let serial = try read(capture.bytes, .none)
    let ahead = try read(capture.bytes, .whole)
    #expect(
      ahead.taken == [
        "1: 1 bytes seen", "3: 2 bytes", "4: 40 bytes", "9: 3 bytes seen",
      ]
    )
    #expect(serial.taken == ahead.taken.map { $0.hasSuffix(" seen") ? String($0.dropLast(5)) : $0 })
    #expect(serial.details == ahead.details)
    #expect(serial.report == ahead.report)
  }

  /// The snap length cut one off; the other one was captured between others, by an agent at another time.
  @Test func whatIsSeenAheadIsToldInFull() throws {
    var capture = CaptureBytes()
    capture.add(Self.frames[8], captured: Self.frames[8].count - 2)
    let time: [UInt8] = [0, 0, 0, 9, 0, 10] + Packets.big32(77)
    let ends = Packets.alice + Packets.bob
    let agent =
      time + [0, 0, 0, 3, 0, 10] + ends[..<4] + [0, 0, 0, 4, 0, 10] + ends[4...] + [0, 0, 0, 1, 0, 7, 2]
      + [0, 0, 0, 2, 0, 7, 17, 0, 0, 0, 7, 0, 8, 0x13, 0xC4, 0, 0, 0, 8, 0, 8, 0x13, 0xD8, 0, 0, 0, 15, 0, 7, 1]
    let report = Array("HEP3".utf8) + Packets.big16(6 + agent.count) + agent
    capture.add(Packets.ethernet(Packets.ipv4(Packets.udp(to: 9060, report))))
    let (serial, ahead) = (try read(capture.bytes, .none), try read(capture.bytes, .whole))
    #expect(ahead.taken == ["1: 1 bytes seen", "2: 1 bytes seen"])
    #expect(ahead.details.first?.hasSuffix(" 2") == true)
    #expect(ahead.details.last?.contains("00:01:17") == true)
    #expect(serial.details == ahead.details)
    #expect(serial.report == ahead.report)
  }

  @Test func aFilterIsAskedFirst() throws {
    var capture = CaptureBytes()
    for frame in Self.frames { capture.add(frame) }
    let ahead = try read(capture.bytes, filter: "greater 45 and udp", .whole)
    #expect(ahead.taken == ["4: 40 bytes", "9: 3 bytes"])
  }

  /// Many loads, of which the other thread takes some before this one gets to look at them.
  @Test(arguments: [Foresight.none, .spare, .whole]) func theOrderIsThatOfTheFile(_ foresight: Foresight) throws {
    var capture = CaptureBytes()
    for number in 0..<9000 {
      capture.add(Self.frames[number % 3 == 0 ? 2 : 0] + [UInt8](repeating: 0, count: number % 9))
    }
    let taken = try read(capture.bytes, foresight).taken
    #expect(taken.map { $0.split(separator: ":").first.flatMap { Int($0) } } == (1...9000).map { $0 })
    if case .whole = foresight { #expect(taken.filter { $0.hasSuffix("seen") }.count == 6000) }
  }
}
