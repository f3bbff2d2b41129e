import Foundation
import Testing

/// One call in every format of capture files that tools write, and on every way into the program.
@Suite struct FormatTests {
  private static let call = Fixture.path("late-offer-udp")

  private static func format(_ name: String) -> String {
    URL(filePath: call).deletingLastPathComponent().deletingLastPathComponent().appending(path: "formats/\(name)").path
  }

  /// The model that the program prints, without the name of the capture.
  private func model(_ arguments: [String], _ warnings: [String] = []) throws -> [[String: Any]] {
    try calls(of: try Program.run(["model"] + arguments), warnings)
  }

  private func calls(of program: Program, _ warnings: [String] = []) throws -> [[String: Any]] {
    #expect(program.status == 0, "\(program.complaints)")
    #expect(program.lines.count == warnings.count, "\(program.complaints)")
    for (line, warning) in zip(program.lines, warnings) { #expect(line.contains(warning)) }
    let document = try JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [String: Any]
    return try #require(document?["calls"] as? [[String: Any]])
  }

  /// The same without the numbers of frames, where they must differ.
  private func withoutFrames(_ value: Any) -> Any {
    if let list = value as? [Any] { return list.map(withoutFrames) }
    guard let object = value as? [String: Any] else { return value }
    return object.filter { !["frames", "firstFrame", "lastFrame", "number"].contains($0.key) }.mapValues(withoutFrames)
  }

  private func expectSame(_ calls: [[String: Any]], as expected: [[String: Any]]) {
    #expect(calls as NSArray == expected as NSArray)
  }

  @Test(arguments: [
    "gzip.pcap.gz", "gzip-members.pcap.gz", "zstd.pcap.zst", "nanoseconds.pcap", "modified.pcap", "big-endian.pcap",
    "big-endian-nanoseconds.pcap", "one-interface.pcapng", "nanoseconds.pcapng", "big-endian.pcapng", "sections.pcapng",
  ])
  func everyFormatGivesTheSameModel(_ name: String) throws {
    expectSame(try model([Self.format(name)]), as: try model([Self.call]))
  }

  @Test(arguments: [
    ["half-1.pcap", "half-2.pcap"], ["half-2.pcap", "half-1.pcap"],
    ["ring_00001.pcapng", "ring_00002.pcapng", "ring_00003.pcapng", "ring_00004.pcapng", "ring_00005.pcapng"],
    ["ring_00003.pcapng", "half-2.pcap", "ring_00001.pcapng", "ring_00002.pcapng"],
  ])
  func aCallOverSeveralFilesIsFoundWhole(_ names: [String]) throws {
    let calls = try model(names.map(Self.format))
    let expected = try model([Self.call])
    guard names.contains("ring_00003.pcapng") && names.contains("half-2.pcap") else {
      return expectSame(calls, as: expected)
    }
    // Some frames are in two of the files: they count once, and push the numbers of those behind them up.
    #expect(withoutFrames(calls) as? NSArray == withoutFrames(expected) as? NSArray)
  }

  @Test func thePacketsOfTwoFilesThatAreTheSameCountOnce() throws {
    let calls = try model([Self.call, Self.format("gzip.pcap.gz"), Self.format("big-endian.pcapng")])
    #expect(withoutFrames(calls) as? NSArray == withoutFrames(try model([Self.call])) as? NSArray)
  }

  @Test(arguments: ["nanoseconds.pcap", "zstd.pcap.zst", "gzip-members.pcap.gz", "sections.pcapng"])
  func standardInputAndNamedPipes(_ name: String) throws {
    let expected = try model([Self.call])
    let lines = [
      "cat \"$1\" | exec \"$0\" model -", "exec \"$0\" model - < \"$1\"",
      "mkfifo pipe && { cat \"$1\" >pipe & } && exec \"$0\" model pipe",
    ]
    for line in lines {
      let scratch = try Scratch()
      expectSame(try calls(of: try Program.shell(line, [Self.format(name)], in: scratch.url)), as: expected)
    }
  }

  private static let mixed = ["plain-udp", "any-sll", "raw-ip"]

  @Test func interfacesOfDifferentLinksGiveTheCallsOfEach() throws {
    let calls = try model([Self.format("several-interfaces.pcapng")])
    let expected = try Self.mixed.flatMap { try model([Fixture.path($0)]) }
    #expect(withoutFrames(calls) as? NSArray == withoutFrames(expected) as? NSArray)
    // The same from three files that were never merged.
    #expect(withoutFrames(try model(Self.mixed.map(Fixture.path))) as? NSArray == withoutFrames(expected) as? NSArray)
  }

  @Test(
    arguments: [
      ("udp and host 192.0.2.10", [0, 1, 2], []),
      (
        "ether host 02:00:00:00:00:10", [0],
        [
          "131 frames passed over: the filter means nothing on Linux cooked v1 (",
          "127 frames passed over: the filter means nothing on raw IP (",
        ]
      ),
    ] as [(String, [Int], [String])]
  )
  func aFilterOnMixedLinks(_ filter: String, _ links: [Int], _ warnings: [String]) throws {
    let calls = try model([Self.format("several-interfaces.pcapng"), "--filter", filter], warnings)
    let expected = try links.flatMap { try model([Fixture.path(Self.mixed[$0])]) }
    #expect(withoutFrames(calls) as? NSArray == withoutFrames(expected) as? NSArray)
  }

  /// Whichever link comes first.
  @Test func aFilterForTheSecondOfTwoFiles() throws {
    let files = ["raw-ip", "plain-udp"].map(Fixture.path)
    let calls = try model(files + ["--filter", "ether host 02:00:00:00:00:10"], ["frame 1: warning: [filter-link]"])
    #expect(withoutFrames(calls) as? NSArray == withoutFrames(try model([Fixture.path("plain-udp")])) as? NSArray)
  }

  @Test func aFilterThatMeansNothingOnAnyFrameIsRefused() throws {
    let program = try Program.run(["calls", Fixture.path("raw-ip"), "--filter", "ether host 02:00:00:00:00:10"])
    #expect(program.status == 64)
    #expect(program.lines.count == 1 && program.complaints.contains("[bad-filter]"), "\(program.complaints)")
  }

  /// 33 KB that unpack to a gigabyte, in 300 MB of address space; the call stands behind it.
  @Test func aDecompressionBombTakesNoMemory() throws {
    let line = "ulimit -v 300000; exec \"$0\" calls \"$1\""
    let program = try Program.shell(line, [Self.format("bomb.pcapng.zst")])
    #expect(program.status == 0 && program.complaints.isEmpty, "\(program.complaints)")
    #expect(program.output.contains("1-13972-"))
  }

  @Test func whatTakesTooMuchMemoryToUnpackIsRefusedWithAWayOut() throws {
    let program = try Program.run(["calls", Self.format("window.pcap.zst")])
    #expect(program.status == 2)
    #expect(program.lines.count == 1 && program.complaints.contains("unzstd --long=31"), "\(program.complaints)")
  }
}
