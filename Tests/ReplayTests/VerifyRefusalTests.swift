import Foundation
import TestSupport
import Testing

/// What `verify` can't do it says in one line.
@Suite struct VerifyRefusalTests {
  private func run(_ options: [String]) async throws -> Program.End {
    try await Program.run(Project.program, ["verify", Fixture.named("plain-udp").capture.path] + options)
  }

  @Test func `an engine that is not there`() async throws {
    let end = try await run(["--engine", "no-such-sipp"])
    #expect(end.exitCode == 1)
    #expect(end.errors.contains("[no-engine] there is no program 'no-such-sipp' to replay with: install SIPp"))
    #expect(end.errors.split(separator: "\n").count == 1)
  }

  @Test(.enabled(if: SIPp.stock.executable != nil, "needs sipp"))
  func `a target that SIPp does not run`() async throws {
    let end = try await run(["--target", "gossipper"])
    #expect(end.exitCode == 1)
    #expect(end.errors.contains("[no-replay] only what SIPp understands can be verified here"))
  }

  @Test(.enabled(if: SIPp.stock.executable != nil, "needs sipp"))
  func `a folder that can't be made`() async throws {
    let end = try await run(["--keep", "/dev/null/x"])
    #expect(end.exitCode == 1)
    #expect(end.errors.contains("[cannot-write]"))
  }

  @Test(
    .enabled(if: SIPp.stock.isReady && Program.inPath("setpriv") != nil, "needs root, sipp and setpriv to drop rights")
  )
  func `the right to record is missing`() async throws {
    let end = try await Program.run(
      try #require(Program.inPath("setpriv")),
      [
        "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs", Project.program.path, "verify",
        Fixture.named("plain-udp").capture.path,
      ]
    )
    #expect(end.exitCode == 1)
    #expect(end.errors.contains("[no-right] recording loopback needs the right to open raw sockets"))
  }
}
