import Foundation
import Testing

/// What is printed: results, help, and the commands that replay a call.
@Suite struct ReportTests {
  private func report(_ capture: String, _ more: String...) throws -> Program {
    let scratch = try Scratch()
    let program = try Program.run([capture, "-out", scratch.path("out")] + more)
    #expect(program.status == 0, "\(program.complaints)")
    return program
  }

  private func commands(_ program: Program) -> [String] {
    program.output.split(separator: "\n").filter { $0.hasPrefix("  sipp ") || $0.hasPrefix("  gossipper ") }
      .map { String($0.dropFirst(2)) }
  }

  @Test func versionAndHelp() throws {
    let version = try Program.run(["--version"])
    #expect(version.status == 0 && version.output.split(separator: ".").count == 3)
    for arguments in [["--help"], ["-h"], ["help"]] {
      let help = try Program.run(arguments)
      #expect(help.status == 0 && help.complaints.isEmpty)
      for word in [
        "--out", "-out", "--sip-port", "-sip-port", "--call", "--target", "--rules", "--templates", "--force", "--json",
        "--strict", "--version", "--help", "calls", "model", "verify", "--all", "--leg", "--filter", "gossipper",
        "sipp",
      ] { #expect(help.output.contains(word), "\(arguments) does not mention \(word)") }
    }
  }

  @Test(arguments: ["convert", "calls", "model", "verify"]) func everySubcommandHasHelp(_ name: String) throws {
    let help = try Program.run([name, "--help"])
    #expect(help.status == 0 && help.output.contains("--sip-port"))
  }

  @Test(arguments: [[], ["calls"], ["model"]]) func jsonIsJSON(_ command: [String]) throws {
    let scratch = try Scratch()
    let out = command.isEmpty ? ["-out", scratch.path("out")] : []
    let program = try Program.run(command + [Fixture.path("challenge-401-udp"), "--json"] + out)
    #expect(program.status == 0)
    let value = try JSONSerialization.jsonObject(with: Data(program.output.utf8))
    switch command.first {
    case "calls":
      let calls = try #require(value as? [[String: Any]])
      #expect(calls.map { $0["outcome"] as? String } == ["answered"])
    case "model":
      let model = try #require(value as? [String: Any])
      #expect((model["calls"] as? [Any])?.count == 1 && model["format"] as? Int == 1)
    default:
      let report = try #require(value as? [String: Any])
      #expect((report["files"] as? [String])?.count == 5 && (report["commands"] as? [String])?.count == 2)
      #expect(report["diagnostics"] as? [Any] != nil && report["target"] as? String == "gossipper")
    }
  }

  @Test(arguments: ["sipp", "gossipper"]) func theCommandsAreComplete(_ target: String) throws {
    let plain = commands(try report(Fixture.plain, "--target", target))
    #expect(plain.count == 2)
    #expect(plain.first?.contains("scenario_uas.xml") == true && plain.last?.contains("scenario_uac.xml") == true)
    #expect(
      plain.allSatisfy {
        $0.contains(" -i 127.0.0.1 ") && $0.contains(" -m 1") && $0.contains(" -p ") && $0.contains(" -t ")
      }
    )
    #expect(plain.last?.contains(" -s +15551230002 ") == true && plain.last?.contains("127.0.0.1:5060") == true)
    #expect(!plain.joined().contains(" -au "))
  }

  @Test(arguments: ["challenge-401-udp", "challenge-407-tcp", "challenge-401-ipv6"]) func aChallengeAsksForCredentials(
    _ name: String
  ) throws {
    for target in ["sipp", "gossipper"] {
      let program = try report(Fixture.path(name), "--target", target)
      let commands = commands(program)
      #expect(commands.last?.contains(" -au ") == true && commands.last?.contains(" -ap ") == true)
      #expect(commands.first?.contains(" -au ") == false)
    }
  }

  @Test(arguments: [("plain-udp", "-t u1"), ("plain-tcp", "-t t1"), ("plain-ipv6", "-t u1")])
  func theTransportIsTheCaptured(_ name: String, _ option: String) throws {
    let commands = commands(try report(Fixture.path(name), "--target", "sipp"))
    #expect(commands.allSatisfy { $0.contains(" \(option) ") })
    #expect(commands.allSatisfy { $0.contains("[::1]") == name.hasSuffix("ipv6") })
  }

  @Test func aCallIsChosenByNumberOrCallID() throws {
    let scratch = try Scratch()
    var recorded = Recorded.call(id: "first@h", to: "one")
    recorded.add(id: "second@h", to: "two")
    recorded.add(id: "3", to: "three")
    recorded.add(id: "fourth", to: "four")
    let capture = try scratch.write(recorded.bytes, to: "many.pcap")
    func called(_ more: String...) throws -> String? {
      let program = try Program.run([capture, "-out", scratch.path("out"), "--target", "sipp"] + more)
      #expect(program.status == 0, "\(program.complaints)")
      return commands(program).last.flatMap { $0.split(separator: " -s ").last }?.split(separator: " ").first.map(
        String.init
      )
    }
    #expect(try called() == "one")
    #expect(try called("--call", "2") == "two")
    #expect(try called("--call", "second@h") == "two")
    // A Call-ID goes before a number.
    #expect(try called("--call", "3") == "three")
    #expect(try called("--call", "4") == "four")
    let program = try Program.run([capture, "-out", scratch.path("out")])
    #expect(program.output.contains("3 more") && program.output.contains("--call N"))
    let list = try Program.run(["calls", capture])
    #expect(list.output.split(separator: "\n").count == 5)
    for id in ["first@h", "second@h", "fourth"] { #expect(list.output.contains(id)) }
  }

  @Test func nothingCapturedRunsInTheShell() throws {
    let scratch = try Scratch()
    for user in ["$(touch${IFS}pwned)", "a'b", "a`id`b", "a;b", "a&b|c", "{auth_user}", "{uac}", "!x", "~", "*", "-s"] {
      let caller = "';touch${IFS}pwned;'"
      let capture = try scratch.write(
        Recorded.call(id: "x;'$(id)", to: user, from: caller, challenge: true).bytes,
        to: "a.pcap"
      )
      for target in ["sipp", "gossipper"] {
        let program = try Program.run([capture, "-out", scratch.path("o u't"), "--target", target])
        #expect(program.status == 0, "\(program.complaints)")
        let last = try #require(commands(program).last)
        // The shell itself says what it reads: one word a line.
        let words = try Program.shell(
          "sipp() { printf '%s\\n' \"$@\"; }; gossipper() { sipp \"$@\"; }; " + last,
          in: scratch.url
        )
        let read = words.output.split(separator: "\n").map(String.init)
        #expect(words.status == 0 && words.complaints.isEmpty, "\(last)")
        #expect(read.contains(user), "\(last)")
        #expect(read.contains(caller) && read.contains(scratch.path("o u't/scenario_uac.xml")), "\(last)")
      }
    }
    #expect(!scratch.files().keys.contains { $0.hasSuffix("pwned") })
  }

  @Test(arguments: [[], ["calls"], ["calls", "--json"], ["model"], ["--json"]])
  func noControlCharacterReachesTheTerminal(_ command: [String]) throws {
    let scratch = try Scratch()
    let escape = "\u{1B}[2J\u{7}\u{9B}0m\u{8}"
    let capture = try scratch.write(
      Recorded.call(id: "id\(escape)", from: "al\(escape)ice", more: ["User-Agent: \(escape)"], challenge: true).bytes,
      to: "a.pcap"
    )
    let isConversion = command.first?.hasPrefix("-") ?? true
    let program = try Program.run(command + [capture] + (isConversion ? ["-out", scratch.path("out")] : []))
    #expect(program.status == 0, "\(program.complaints)")
    for text in [program.output, program.complaints] {
      let isJSON = command.contains("--json") || command == ["model"]
      let raw = text.unicodeScalars.filter { $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) }
      // JSON escapes what is below a blank; the rest it may hold as it is.
      #expect(raw.allSatisfy { isJSON && $0.value >= 0x7F }, "\(raw.map(\.value))")
    }
  }

  @Test func aUserCantWriteLinesOfTheReport() throws {
    let scratch = try Scratch()
    let capture = try scratch.write(Recorded.call(to: "bob\\x0AReplay:\\x0A  sipp -sf evil").bytes, to: "a.pcap")
    let program = try Program.run([capture, "-out", scratch.path("out")])
    #expect(program.status == 0)
    #expect(!program.output.contains("\nReplay:") && commands(program).count == 2, "\(program.output)")
  }

  @Test func credentialsAreInNoOutput() throws {
    let scratch = try Scratch()
    let capture = try scratch.write(Recorded.call(challenge: true).bytes, to: "a.pcap")
    for target in ["sipp", "gossipper"] {
      let program = try Program.run([capture, "-out", scratch.path(target), "--target", target, "--json"])
      #expect(!program.output.contains("5ec7e7") && !program.complaints.contains("5ec7e7"))
      for (name, content) in scratch.files(in: target) {
        #expect(!String(decoding: content, as: UTF8.self).contains("5ec7e7"), "\(name)")
      }
    }
    #expect(try !Program.run(["model", capture]).output.contains("5ec7e7"))
  }

  @Test(arguments: ["calls", "model"]) func aReaderThatGoesAwayIsTold(_ command: String) throws {
    let scratch = try Scratch()
    var recorded = Recorded.call(id: "0")
    for number in 1..<2000 { recorded.add(id: "call-\(number)") }
    let capture = try scratch.write(recorded.bytes, to: "many.pcap")
    let program = try Program.shell(
      "{ \"$0\" \"$@\"; echo \"$?\" > status; } | head -1",
      [command, capture],
      in: scratch.url
    )
    #expect(program.output.split(separator: "\n").count == 1)
    let status = scratch.files()["status"].map { String(decoding: $0, as: UTF8.self) }
    // Done before the reader went, or told in a line.
    if status != "0\n" {
      #expect(status == "1\n" && program.lines.count == 1, "\(program.complaints)")
      #expect(program.complaints.hasPrefix("standard output: error: [cannot-print]"), "\(program.complaints)")
    }
  }

  @Test func diagnosticsGoToStandardErrorInOneLineEach() throws {
    let scratch = try Scratch()
    let program = try Program.run([Fixture.path("callee-hangs-up-udp"), "-out", scratch.path("out")])
    #expect(program.status == 0 && program.complaints.contains("warning: [made-bye]"))
    #expect(program.lines.allSatisfy { $0.contains("warning: [") || $0.contains("note: [") })
    #expect(!program.complaints.contains("\u{1B}"))
  }
}
