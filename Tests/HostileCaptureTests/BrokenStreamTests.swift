import Capture
import Diagnostics
import Dialog
import Scenario
import Testing

/// TCP streams of which the capture lacks the begin or something in the middle: SIP is found again at its next message.
@Suite struct BrokenStreamTests {
  /// Three requests on one stream, each 2000 bytes and more apart.
  private static let requests = (1...3).map { number in
    let large = "X-Large: " + String(repeating: "x", count: 2000)
    return Array(Said(callID: "call-\(number)", more: [large]).request("OPTIONS").utf8)
  }
  private static let stream = requests.flatMap(\.self)

  /// The stream from `start` on in segments of 500 bytes, those of `lost` left out.
  private func survey(
    from start: Int = 0,
    lost: Set<Int> = [],
    first: UInt32 = 1,
    hasSYN: Bool = true
  ) throws -> CaptureSurvey.Found {
    var capture = Raw()
    if hasSYN { capture.segment(0x02, sender: 1, sequence: first &- 1) }
    for (number, position) in stride(from: start, to: Self.stream.count, by: 500).enumerated()
    where !lost.contains(number) {
      let piece = Self.stream[position..<min(position + 500, Self.stream.count)]
      capture.segment(0x18, sender: 1, sequence: first &+ UInt32(position), Array(piece))
    }
    return try capture.written { try CaptureSurvey(try CaptureSet([$0]), sipPort: nil).survey(keeping: .all) }
  }

  private func heard(_ found: CaptureSurvey.Found) -> [String] { found.summaries.map(\.callID) }

  @Test(arguments: [1, 0xFFFF_F800, 0xFFFF_FFFF] as [UInt32]) func `a whole stream, around the wrap`(first: UInt32)
    throws
  {
    let found = try survey(first: first)
    #expect(heard(found) == ["call-1", "call-2", "call-3"])
    #expect(found.findings.all.isEmpty)
  }

  @Test(arguments: [1, 0xFFFF_F800] as [UInt32]) func `one that began before the capture`(first: UInt32) throws {
    let found = try survey(first: first, hasSYN: false)
    #expect(heard(found) == ["call-1", "call-2", "call-3"])
    #expect(found.findings.all.isEmpty)
  }

  @Test func `one that is heard from the middle of a message on`() throws {
    let found = try survey(from: 700, hasSYN: false)
    #expect(heard(found) == ["call-2", "call-3"])
    #expect(found.findings.all.map(\.code) == ["skipped-bytes"])
  }

  @Test func `a segment lost in the middle is told once`() throws {
    let found = try survey(lost: [2])
    #expect(heard(found) == ["call-1", "call-2", "call-3"])
    let told = found.findings.all.map(\.description)
    let expected = ["headers-cut-off", "message-cut-off", "skipped-bytes", "tcp-gap"]
    #expect(found.findings.all.map(\.code).sorted() == expected, "\(told)")
    // What stands behind the gap: SYN, two segments, the lost one.
    #expect(found.findings.all.first { $0.code == "tcp-gap" }?.location?.frame == 4)
  }

  @Test func `several are one line with their number`() throws {
    let found = try survey(lost: [2, 7])
    let told = found.findings.all.filter { $0.code == "tcp-gap" }.map(\.message)
    #expect(told == ["2 gaps in TCP streams: segments that were not captured, first frame 4"])
  }
}
