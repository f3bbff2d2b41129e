import Diagnostics
import Testing
import Wire

@testable import Capture

/// TCP segments brought into the order of their streams.
struct StreamTests {
  /// A conversation that has shaken hands: the client's first byte is 101, the server's 501.
  private static func opened(_ start: UInt32 = 100) -> Dialogue {
    var talk = Dialogue()
    talk.client("S", start)
    talk.server("SA", 500, ack: start &+ 1)
    talk.client("A", start &+ 1, ack: 501)
    return talk
  }

  @Test("both directions, and their ends")
  func plain() throws {
    var talk = Self.opened()
    talk.client("PA", 101, ack: 501, "INVITE")
    talk.server("A", 501, ack: 107)
    talk.server("PA", 501, ack: 107, "200 OK")
    talk.client("FA", 107, ack: 507)
    talk.server("FA", 507, ack: 108)
    talk.client("A", 108, ack: 508)
    let (recorder, report) = try talk.read()
    #expect(recorder.pieces.map(\.arrival.frame) == [4, 6])
    #expect(recorder.pieces.map(\.arrival.transport) == [.tcp, .tcp])
    #expect(recorder.pieces.map(\.afterGap) == [false, false])
    #expect(recorder.texts(from: 1000) == ["INVITE"])
    #expect(recorder.texts(from: 5060) == ["200 OK"])
    #expect(recorder.ended == recorder.pieces.map(\.stream))
    #expect(Set(recorder.ended.map(\.ordinal)) == [1])
    #expect(report.segments == 2)
    #expect(report.findings.all.isEmpty)
  }

  @Test(
    "segments in every order, around the wrap of the sequence number",
    arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]],
    [100, 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFA, 0xFFFF_FFF7, 0x7FFF_FFFC] as [UInt32]
  )
  func order(order: [Int], start: UInt32) throws {
    var talk = Self.opened(start)
    for part in order { talk.client("A", start &+ 1 &+ UInt32(part) * 3, ["abc", "def", "ghi"][part]) }
    let (recorder, report) = try talk.read()
    #expect(recorder.texts(from: 1000) == ["abcdefghi"])
    #expect(recorder.pieces.map(\.arrival.frame) == order.indices.sorted { order[$0] < order[$1] }.map { $0 + 4 })
    #expect(report.findings.all.isEmpty)
  }

  @Test(
    "retransmissions are dropped and overlaps trimmed",
    arguments: [
      [(101, "abc"), (101, "abc"), (104, "def")],
      [(101, "abc"), (102, "bcdef"), (101, "abc")],
      [(104, "def"), (104, "def"), (101, "abc"), (104, "def")],
      [(101, "abcd"), (103, "cd"), (103, "cdef")],
      [(103, "cde"), (105, "ef"), (101, "abcd")],
      [(104, "d"), (104, "def"), (101, "abc")],
      [(101, "abc"), (103, "\0"), (104, "def"), (106, "\0")],
    ] as [[(UInt32, String)]]
  )
  func overlap(segments: [(UInt32, String)]) throws {
    var talk = Self.opened()
    for (sequence, text) in segments { talk.client("A", sequence, text) }
    #expect(try talk.clientTexts() == ["abcdef"])
  }

  @Test("what was sent again with other bytes is what was sent first", arguments: [false, true])
  func contradiction(isLate: Bool) throws {
    var talk = Self.opened()
    if !isLate { talk.client("A", 101, "abc") }
    talk.client("A", 104, "def")
    talk.client("A", 104, "DEF")
    talk.client("A", 102, "BC")
    if isLate { talk.client("A", 101, "a") }
    talk.client("A", 107, "g")
    let (recorder, report) = try talk.read()
    #expect(recorder.texts(from: 1000) == [isLate ? "aBCdefg" : "abcdefg"])
    #expect(report.findings.all.isEmpty)
  }

  @Test("a connection whose beginning was not captured starts where it is seen first", arguments: [false, true])
  func noHandshake(serverFirst: Bool) throws {
    var talk = Dialogue()
    if serverFirst { talk.server("A", 500, "hello") }
    talk.client("A", 999, "\0")
    talk.client("A", 1000, "abc")
    talk.client("A", 1003, "def")
    talk.client("A", 1000, "abc")
    let (recorder, report) = try talk.read()
    #expect(recorder.texts(from: 1000) == ["|abcdef"])
    #expect(report.findings.all.isEmpty)
  }

  @Test("the padding of a short Ethernet frame is no part of the stream")
  func padding() throws {
    let segments = [(101, "ab"), (103, "cd")].map { Packets.tcp(from: 1000, to: 5060, sequence: $0, Array($1.utf8)) }
    let frames = segments.map { Packets.ethernet(Packets.ipv4(carrying: 6, $0)) + [0, 0, 0, 0] }
    #expect(try CaptureBytes.read(frames).recorder.texts(from: 1000) == ["|abcd"])
  }

  @Test("a hole is given up when the peer has acknowledged it")
  func acknowledgedHole() throws {
    var talk = Self.opened()
    talk.client("A", 101, "abc")
    talk.client("A", 107, "ghi")
    talk.server("A", 501, ack: 104)
    talk.server("PA", 501, ack: 104, "early")
    talk.server("A", 506, ack: 110)
    talk.server("PA", 506, ack: 110, "late")
    talk.client("A", 104, "def")
    talk.client("A", 110, "jkl")
    let (recorder, report) = try talk.read()
    #expect(recorder.texts(from: 1000) == ["abc|ghijkl"])
    let texts = recorder.pieces.map { String(decoding: $0.payload, as: UTF8.self) }
    #expect(texts == ["abc", "early", "ghi", "late", "jkl"])
    #expect(report.findings.all.map(\.message) == ["1 gap in a TCP stream: segments that were not captured"])
    #expect(report.findings.all.first?.location?.frame == 5)
  }

  @Test("a hole is given up when too many segments wait")
  func manyWaiting() throws {
    var talk = Self.opened()
    for number in 0...UInt32(ByteStream.segmentLimit) { talk.client("A", 200 + number * 2, "xy") }
    talk.client("FA", 900)
    let (recorder, _) = try talk.read()
    #expect(recorder.pieces.first?.arrival.frame == 4)
    #expect(recorder.texts(from: 1000) == ["|" + String(repeating: "xy", count: ByteStream.segmentLimit + 1)])
    #expect(recorder.ended.count == 1)
  }

  @Test("a hole is given up when too many bytes wait")
  func muchWaiting() throws {
    let text = String(repeating: "x", count: 50_000)
    var talk = Self.opened()
    for number in 0..<UInt32(6) { talk.client("A", 200 + number * 50_000, text) }
    talk.client("A", 101, "filled too late")
    #expect(try talk.clientTexts().first?.utf8.count == 300_001)
  }

  @Test("what waits at the end of the capture is handed out, and the streams end")
  func endOfCapture() throws {
    var talk = Self.opened()
    talk.client("A", 101, "abc")
    talk.client("A", 107, "ghi")
    talk.client("A", 113, "mno")
    let (recorder, report) = try talk.read()
    #expect(recorder.texts(from: 1000) == ["abc|ghi|mno"])
    #expect(recorder.ended.count == 1)
    #expect(report.findings.all.first?.message.hasPrefix("2 gaps in TCP streams") == true)
  }

  @Test("FIN waits for the bytes in front of it")
  func earlyFin() throws {
    var talk = Self.opened()
    talk.client("FA", 104, "def")
    talk.client("A", 101, "abc")
    talk.client("A", 101, "abc")
    talk.server("A", 501, ack: 108, "xyz")
    let (recorder, report) = try talk.read()
    #expect(recorder.texts(from: 1000) == ["abcdef"])
    #expect(recorder.texts(from: 5060) == ["xyz"])
    #expect(recorder.ended.map(\.source.port) == [1000, 5060])
    #expect(report.findings.all.isEmpty)
  }

  @Test("FIN behind a hole ends the stream when the peer has acknowledged it")
  func acknowledgedFin() throws {
    var talk = Self.opened()
    talk.client("A", 101, "abc")
    talk.client("FA", 107)
    talk.server("A", 501, ack: 108)
    talk.server("A", 501, ack: 108, "bye")
    let (recorder, report) = try talk.read()
    #expect(recorder.ended.map(\.source.port) == [1000, 5060])
    #expect(report.codes == ["tcp-gap"])
  }

  @Test("the answer to a SYN may be captured in front of it")
  func swappedHandshake() throws {
    var talk = Dialogue()
    talk.server("SA", 500, ack: 101)
    talk.client("S", 100)
    talk.client("A", 101, ack: 501, "abc")
    talk.server("A", 501, ack: 104, "xyz")
    let (recorder, _) = try talk.read()
    #expect(recorder.texts(from: 1000) == ["abc"])
    #expect(recorder.texts(from: 5060) == ["xyz"])
    #expect(Set(recorder.pieces.map(\.stream.ordinal)) == [1])
  }

  @Test("RST ends both directions and hands out what waits")
  func reset() throws {
    var talk = Self.opened()
    talk.client("A", 101, "abc")
    talk.server("A", 501, "xyz")
    talk.client("A", 107, "ghi")
    talk.server("R", 504)
    talk.client("A", 110, "jkl")
    let (recorder, _) = try talk.read()
    #expect(recorder.texts(from: 1000) == ["abc|ghi"])
    #expect(recorder.ended.count == 2)
  }

  @Test("a connection that is refused and tried again with the same SYN")
  func refused() throws {
    var talk = Dialogue()
    talk.client("S", 100)
    talk.server("RA", 0, ack: 101)
    talk.client("S", 100)
    talk.server("SA", 500, ack: 101)
    talk.client("A", 101, "abc")
    #expect(try talk.clientTexts() == ["abc"])
  }

  @Test("a new SYN on the same ports is another connection", arguments: ["FIN", "RST", "nothing"])
  func reuse(end: String) throws {
    var talk = Self.opened()
    talk.client("A", 101, ack: 501, "first")
    talk.server("A", 501, ack: 106, "1st")
    if end == "FIN" { talk.client("FA", 106) }
    if end == "FIN" { talk.server("FA", 504) }
    if end == "RST" { talk.client("R", 106) }
    talk.client("S", 7000)
    talk.client("S", 7000)
    talk.server("SA", 9000, ack: 7001)
    talk.client("A", 7001, ack: 9001, "second")
    talk.server("A", 9001, ack: 7007, "2nd")
    let (recorder, report) = try talk.read()
    #expect(recorder.texts(from: 1000) == ["first", "second"])
    #expect(recorder.texts(from: 5060) == ["1st", "2nd"])
    #expect(recorder.ended.count == 4)
    #expect(report.findings.all.isEmpty)
  }

  @Test("ports used again without a captured SYN")
  func reuseUnseen() throws {
    var talk = Self.opened()
    talk.client("A", 101, "first")
    talk.client("A", 0x9000_0000, "second")
    let (recorder, _) = try talk.read()
    #expect(recorder.texts(from: 1000) == ["first", "|second"])
    #expect(recorder.ended.count == 2)
  }

  @Test("bytes on a SYN (TCP fast open) are the first of the stream")
  func fastOpen() throws {
    var talk = Dialogue()
    talk.client("S", 100, "abc")
    talk.client("A", 104, "def")
    #expect(try talk.clientTexts() == ["abcdef"])
  }

  @Test("a snap length leaves a gap behind what was captured, and a cut header none of the payload")
  func snapLength() throws {
    var capture = CaptureBytes(link: 101)
    var talk = Self.opened()
    talk.client("A", 101, "abcdef")
    talk.client("A", 107, "ghijkl")
    for frame in talk.frames { capture.add(frame, captured: 43) }
    let cut = Packets.ipv4(
      carrying: 6,
      Packets.tcp(from: 1000, to: 5060, sequence: 113, options: [1, 1, 1, 1], Array("mno".utf8))
    )
    capture.add(cut, captured: 42)
    capture.add(Packets.ipv4(carrying: 6, Packets.tcp(from: 1000, to: 5060, sequence: 116, Array("pqr".utf8))))
    let (recorder, report) = try capture.read()
    #expect(recorder.texts(from: 1000) == ["abc|ghi|pqr"])
    #expect(report.findings.all.map(\.message).first?.hasPrefix("3 TCP segments cut off") == true)
    #expect(report.codes == ["snap-length"])
  }

  @Test("connections are bounded: the one idle longest ends first")
  func crowd() throws {
    var capture = CaptureBytes(link: 101)
    func add(_ number: Int, _ sequence: UInt32) {
      let from: [UInt8] = [10, UInt8(number >> 16), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
      capture.add(
        Packets.ipv4(carrying: 6, from: from, Packets.tcp(from: 1000, to: 5060, sequence: sequence, [1, 2, 3])),
        second: 1
      )
    }
    for number in 0..<Connections.limit { add(number, 1) }
    add(0, 4)
    add(Connections.limit, 1)
    let (recorder, report) = try capture.read()
    #expect(recorder.ended.first?.source.address.description == "10.0.0.1")
    #expect(report.codes == ["tcp-connections"])
    #expect(recorder.pieces.map(\.stream.ordinal).max() == Connections.limit + 1)
  }
}
