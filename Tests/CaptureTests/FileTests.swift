import Capture
import Diagnostics
import Foundation
import Testing
import Wire

/// Files: formats, damage, and what is no capture.
struct FileTests {
  private static let frame = Packets.ethernet(Packets.ipv4(Packets.udp("hello")))

  @Test(
    "times in either byte order and precision",
    arguments: [
      ([], 1_500_000_000), ([.bigEndian], 1_500_000_000), ([.nanoseconds], 1_000_500_000),
      ([.bigEndian, .nanoseconds], 1_000_500_000),
    ] as [(CaptureBytes.Order, Int64)]
  )
  func times(order: CaptureBytes.Order, nanoseconds: Int64) throws {
    var capture = CaptureBytes(order: order)
    capture.add(Self.frame, fraction: 500_000)
    capture.add(Self.frame, second: 9)
    capture.add(Self.frame, second: 5)
    let (recorder, report) = try capture.read()
    #expect(recorder.datagrams.map(\.arrival.frame) == [1, 2, 3])
    #expect(recorder.datagrams.first?.arrival.time.nanoseconds == nanoseconds)
    #expect(report.first?.nanoseconds == nanoseconds)
    #expect(report.last?.nanoseconds == 9_000_000_000)
    #expect((report.frames, report.datagrams, report.segments) == (3, 3, 0))
  }

  @Test("a time beyond what can be told is the last that can")
  func wildTime() throws {
    let blocks = Pcapng()
    let file = blocks.section() + blocks.interface(link: 1) + blocks.packet(Self.frame, ticks: .max)
    let (recorder, report) = try CaptureBytes.read(file)
    #expect(recorder.datagrams.count == 1)
    #expect(report.last?.nanoseconds == .max)
    #expect(report.last?.description.isEmpty == false)
  }

  @Test("a file cut off anywhere gives what stands before", arguments: [1, 8, 15, 16, 40, 62])
  func cutOff(removed: Int) throws {
    var capture = CaptureBytes()
    for _ in 0..<3 { capture.add(Self.frame) }
    let (recorder, report) = try CaptureBytes.read(capture.bytes.dropLast(removed))
    #expect(recorder.datagrams.count == 2)
    #expect(report.frames == 2)
    let finding = try #require(report.findings.all.first)
    #expect(finding.code == "cut-off")
    #expect(finding.message.hasPrefix("the file is cut off after frame 2: "))
    #expect(finding.location?.frame == 2)
  }

  @Test("a damaged record ends the reading with a warning")
  func damaged() throws {
    var capture = CaptureBytes()
    capture.add(Self.frame)
    let (recorder, report) = try CaptureBytes.read(capture.bytes + Array(repeating: 0xFF, count: 100))
    #expect(recorder.datagrams.count == 1)
    #expect(report.codes == ["damaged"])
  }

  @Test("only the wanted frames, earlier ones still counting for order and ordinals")
  func range() throws {
    var talk = Dialogue()
    talk.client("S", 100)
    talk.client("A", 101, "abc")
    talk.client("S", 900)
    talk.client("A", 901, "def")
    talk.client("A", 904, "ghi")
    talk.client("A", 910, "lost")
    talk.client("A", 907, "jkl")
    var capture = CaptureBytes(link: 101)
    for frame in talk.frames { capture.add(frame) }
    for _ in 0..<5 { capture.add(Packets.ipv4(Packets.udp("hello"))) }
    let (recorder, report) = try capture.read(frames: 5...8)
    #expect(recorder.texts(from: 1000) == ["ghijkllost"])
    #expect(recorder.pieces.map(\.arrival.frame) == [5, 7, 6])
    #expect(recorder.pieces.map(\.stream.ordinal) == [2, 2, 2])
    #expect(recorder.ended.map(\.ordinal) == [2])
    #expect(recorder.datagrams.map(\.arrival.frame) == [8])
    #expect((report.frames, report.datagrams, report.segments) == (4, 1, 3))
    #expect(report.first?.nanoseconds == 5_000_000_000)
    #expect(report.last?.nanoseconds == 8_000_000_000)
  }

  @Test("a file can be read again")
  func again() throws {
    var capture = CaptureBytes()
    capture.add(Self.frame)
    try CaptureBytes.withFile(capture.bytes) { path in
      let file = try CaptureFile(path)
      for _ in 0..<2 {
        let recorder = Recorder()
        #expect(try file.read(into: recorder).datagrams == 1)
        #expect(recorder.datagrams.count == 1)
      }
    }
  }

  @Test(
    "what is no capture is refused with a word on what to do",
    arguments: [
      ([], "not-a-capture", "empty"),
      (Array("From: sip:alice@example.com\r\n".utf8), "not-a-capture", "text"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "not-a-capture", "unxz"),
      ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "not-a-capture", "breaks off"),
      ([0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0], "not-a-capture", "breaks off"),
      ([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 0, 0, 0], "not-a-capture", "not a pcap"),
      (Array(CaptureBytes().bytes.prefix(12)), "not-a-capture", "damaged"),
      (CaptureBytes(link: 192).bytes, "unsupported-link", "PPI"),
      (CaptureBytes(link: 60_000).bytes, "unsupported-link", "60000"),
    ] as [([UInt8], String, String)]
  )
  func refused(bytes: [UInt8], code: String, word: String) throws {
    try CaptureBytes.withFile(bytes) { path in
      let failure = #expect(throws: Failure.self) { try CaptureFile(path) }
      let finding = try #require(failure?.findings.all.first)
      #expect(failure?.cause == .capture)
      #expect(finding.code == code)
      #expect(finding.message.contains(word), "\(finding.message)")
      #expect(finding.location?.file == path)
    }
  }

  @Test(
    "places where no capture can be",
    arguments: [
      ("/no/such/file.pcap", "no-such-file"), ("/", "is-a-folder"), ("/dev/null", "not-a-file"), ("", "no-such-file"),
    ]
  )
  func places(path: String, code: String) {
    let failure = #expect(throws: Failure.self) { try CaptureFile(path) }
    #expect(failure?.findings.all.map(\.code) == [code])
  }

  @Test("a file that vanished since it was looked at")
  func vanished() throws {
    let file = try CaptureBytes.withFile(CaptureBytes().bytes) { try CaptureFile($0) }
    let failure = #expect(throws: Failure.self) { try file.read(into: Recorder()) }
    #expect(failure?.findings.all.map(\.code) == ["no-such-file"])
  }

  @Test("a file without permission", .enabled(if: geteuid() != 0, "root may read anything"))
  func permission() throws {
    try CaptureBytes.withFile(CaptureBytes().bytes) { path in
      _ = unsafe chmod(path, 0)
      let failure = #expect(throws: Failure.self) { try CaptureFile(path) }
      #expect(failure?.findings.all.map(\.code) == ["no-permission"])
    }
  }

  /// Some frames lie across the end of the reader's buffer, and are read whole, with their times.
  @Test(arguments: [[], .bigEndian, .nanoseconds] as [CaptureBytes.Order])
  func aFileLargerThanTheBufferIsReadFrameByFrame(order: CaptureBytes.Order) throws {
    var capture = CaptureBytes(order: order)
    let texts = (1...3000).map { "\($0) " + String(repeating: "x", count: $0 % 1300) }
    for text in texts { capture.add(Packets.ethernet(Packets.ipv4(Packets.udp(text)))) }
    try #require(capture.bytes.count > 1 << 20)
    let (recorder, report) = try capture.read()
    #expect(recorder.datagrams.map { String(decoding: $0.payload, as: UTF8.self) } == texts)
    #expect(recorder.datagrams.map { $0.arrival.time.nanoseconds } == (1...3000).map { $0 * 1_000_000_000 })
    #expect(report.findings.all.isEmpty)
  }
}
