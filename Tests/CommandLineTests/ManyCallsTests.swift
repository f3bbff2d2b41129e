import Foundation
import TestSupport
import Testing

/// Choosing among the calls of a capture, and converting many of them.
@Suite struct ManyCallsTests {
  private func numbers(_ fixture: String, _ options: [String]) async throws -> [Int] {
    let capture = try TestSupport.Fixture.named(fixture).capture.path
    let end = try await TestSupport.Program.run(Project.program, ["calls", capture, "--json"] + options)
    try #require(end.exitCode == 0, "\(end.errors)")
    let calls = try #require(JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [[String: Any]])
    return calls.compactMap { $0["number"] as? Int }
  }

  // several-calls-tcp: an OPTIONS, a cancelled call and an answered one, 23:29:07.647, :08.007 and :08.803.
  @Test(arguments: [
    ([], [1, 2, 3]), (["--method", "options"], [1]), (["--method", "INVITE"], [2, 3]),
    (["--outcome", "cancelled"], [2]),
    (["--outcome", "answered", "--method", "INVITE"], [3]), (["--from", "5551230001"], [1, 2, 3]),
    (["--to", "SIP:*0002@example.???"], [1, 2, 3]), (["--since", "+0.3"], [2, 3]), (["--until", "+0.3s"], [1]),
    (["--since", "23:29:08", "--until", "23:29:08.5"], [2]), (["--since", "2026-11-22T23:29:08.5Z"], [3]),
    (["--since", "2026-11-23 00:29:08.5+01:00"], [3]), (["--filter", "tcp"], [1, 2, 3]),
  ])
  func `calls are listed as asked`(_ options: [String], _ expected: [Int]) async throws {
    #expect(try await numbers("several-calls-tcp", options) == expected)
  }

  @Test(arguments: [
    (["--outcome", "answred"], 64, "'answred' is no outcome (did you mean 'answered'?)"),
    (["--outcome", "999"], 64, "'999' is no outcome"), (["--since", "noon"], 64, "'noon' is no time for --since"),
    (["--until", "25:00"], 64, "'25:00' is no time for --until"),
    (["--since", "2026-13-01"], 64, "'2026-13-01' is no time for --since"),
    (["--filter", "udp port"], 64, "[bad-filter] the filter 'udp port' can't be used: "),
    (["--from", "nobody"], 1, "[no-such-call] none of the 3 calls of this capture is as asked"),
    (["--filter", "udp"], 1, "[no-sip]"),
  ])
  func `what can't be meant is told`(_ options: [String], _ code: Int32, _ complaint: String) async throws {
    let capture = try TestSupport.Fixture.named("several-calls-tcp").capture.path
    let end = try await TestSupport.Program.run(Project.program, ["calls", capture] + options)
    #expect(end.exitCode == code)
    #expect(end.errors.contains(complaint), "\(end.errors)")
    #expect(end.output.isEmpty)
  }

  @Test(arguments: [
    (["--all", "--call", "1"], "--all takes every call by its first leg"),
    (["--outcome", "answered"], "add --all, or pick one by --call"),
  ])
  func `options that contradict each other are told`(_ options: [String], _ complaint: String) async throws {
    let capture = try TestSupport.Fixture.named("several-calls-tcp").capture.path
    let end = try await TestSupport.Program.run(Project.program, [capture] + options)
    #expect(end.exitCode == 64)
    #expect(end.errors.contains(complaint), "\(end.errors)")
  }

  // The media of one call are taken from the first reading of its capture, those of all calls from another one.
  @Test(arguments: [
    ("several-calls-tcp", 3), ("two-calls-udp", 2), ("video-and-audio-udp", 1), ("media-moves-udp", 1),
    ("t38-switch-udp", 1), ("captured-twice-udp", 1), ("hold-callee-udp", 1),
  ])
  func `all calls go into folders of their own`(_ fixture: String, _ count: Int) async throws {
    let capture = try TestSupport.Fixture.named(fixture).capture.path
    let (all, one) = (try TemporaryFolder(), try TemporaryFolder())
    let end = try await TestSupport.Program.run(
      Project.program,
      [capture, "--all", "--target", "sipp", "--out", all.path, "--json"]
    )
    #expect(end.exitCode == 0, "\(end.errors)")
    let folders = try FileManager.default.contentsOfDirectory(atPath: all.path).sorted()
    #expect(folders.map { String($0.prefix(5)) } == (1...count).map { "000\($0)-" })
    // What stands in one of them is what the call gives alone.
    for (number, folder) in zip(1..., folders) {
      let alone = try await TestSupport.Program.run(
        Project.program,
        [capture, "--call", String(number), "--target", "sipp", "--out", one.path]
      )
      #expect(alone.exitCode == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: one.path).sorted()
      #expect(names == (try FileManager.default.contentsOfDirectory(atPath: all.file(folder).path).sorted()))
      for name in names where name != ".pcap2scenario" {
        #expect(try Data(contentsOf: one.file(name)) == Data(contentsOf: all.file("\(folder)/\(name)")), "\(name)")
      }
    }
  }

  @Test func `only the calls that are asked for are converted`() async throws {
    let capture = try TestSupport.Fixture.named("several-calls-tcp").capture.path
    let folder = try TemporaryFolder()
    let end = try await TestSupport.Program.run(
      Project.program,
      [capture, "--all", "--outcome", "cancelled", "--out", folder.path]
    )
    #expect(end.exitCode == 0, "\(end.errors)")
    #expect(end.output.contains("1 call written for gossipper"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).map { String($0.prefix(5)) } == ["0002-"])
  }

  @Test func `a Call-ID can't lead out of the folder`() async throws {
    let folder = try TemporaryFolder()
    var capture = try Data(contentsOf: TestSupport.Fixture.named("plain-udp").capture)
    let callID = try #require(String(decoding: capture, as: UTF8.self).firstMatch(of: /Call-ID: (\S+)/)).1
    // As long as the captured one, so that no length changes.
    let hostile = "../../etc/passwd" + String(repeating: "/", count: callID.utf8.count - 16)
    while let place = capture.range(of: Data(callID.utf8)) { capture.replaceSubrange(place, with: Data(hostile.utf8)) }
    try capture.write(to: folder.file("hostile.pcap"))
    let end = try await TestSupport.Program.run(
      Project.program,
      [folder.file("hostile.pcap").path, "--all", "--out", folder.file("out").path]
    )
    #expect(end.exitCode == 0, "\(end.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("out").path)
    #expect(names.count == 1 && names[0].hasPrefix("0001-.._.._etc_passwd"))
  }

  @Test func `a leg is chosen by its number`() async throws {
    let capture = try TestSupport.Fixture.named("kamailio-call").capture.path
    let folder = try TemporaryFolder()
    let second = try await TestSupport.Program.run(Project.program, [capture, "--leg", "2", "--out", folder.path])
    #expect(second.exitCode == 0, "\(second.errors)")
    #expect(second.output.contains("  caller  203.0.113.5:5060/udp"))
    #expect(second.output.contains("This is leg 2 of 2; '--leg N' picks another:"))
    let third = try await TestSupport.Program.run(Project.program, [capture, "--leg", "3", "--out", folder.path])
    #expect(third.exitCode == 1)
    #expect(
      third.errors.contains("[no-such-leg] the call has no leg 3; it has 1 (192.0.2.10:5060 to 203.0.113.5:5060), 2 (")
    )
  }

  @Test func `what a killed run has left is swept away`() async throws {
    let capture = try TestSupport.Fixture.named("plain-udp").capture.path
    let folder = try TemporaryFolder()
    let dead = try await TestSupport.Program.run(URL(filePath: "/bin/sh"), ["-c", "echo $$"])
    let process = dead.output.split(separator: "\n").joined()
    let (left, living) = (".scenario_uac.xml.\(process).part", ".scenario_uac.xml.\(getpid()).part")
    for name in [left, living] { try Data("<half".utf8).write(to: folder.file(name)) }
    let end = try await TestSupport.Program.run(Project.program, [capture, "--out", folder.path])
    #expect(end.exitCode == 0, "\(end.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!names.contains(left))
    #expect(names.contains(living))
  }
}
