import Foundation
import TestSupport
import Testing

/// `show`: the ladder of a call in a terminal and as a page.
@Suite struct ShowTests {
  private static let unicode = ["LC_ALL": "C.UTF-8", "COLUMNS": "100"]

  private func show(_ arguments: [String], _ environment: [String: String] = Self.unicode) throws -> Program {
    try Program.run(["show"] + arguments, environment: environment)
  }

  /// The page of a capture.
  private func page(_ arguments: [String]) throws -> String {
    let scratch = try Scratch()
    let run = try show(arguments + ["--html", scratch.path("call.html")])
    try #require(run.status == 0, "\(run.complaints)")
    #expect(scratch.files().keys.sorted() == ["call.html"])
    return try String(contentsOf: scratch.url.appending(path: "call.html"), encoding: .utf8)
  }

  @Test(arguments: ["challenge-401-udp", "proxy-two-phones-udp"])
  func goldens(of name: String) throws {
    let fixture = try TestSupport.Fixture.named(name)
    let run = try show([fixture.capture.path])
    #expect(run.status == 0, "\(run.complaints)")
    try Golden(fixture.folder.appending(path: "ladder.txt")).check(run.output)
    try Golden(fixture.folder.appending(path: "ladder.html")).check(try page([fixture.capture.path]))
  }

  @Test(arguments: TestSupport.Fixture.all, [30, 80])
  func `no line of the ladder is wider than the terminal`(of fixture: TestSupport.Fixture, width: Int) throws {
    let run = try show([fixture.capture.path], ["LC_ALL": "C.UTF-8", "COLUMNS": "\(width)"])
    try #require(run.status == 0, "\(run.complaints)")
    // The name of the capture and the Call-ID stand above, and are never cut.
    let lines = run.output.split(separator: "\n").dropFirst(2)
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= width }, "\(run.output)")
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test(arguments: [["LC_ALL": "C"], ["LC_ALL": "", "LC_CTYPE": "", "LANG": ""], ["LC_ALL": "de_DE.ISO-8859-1"]])
  func `a terminal that is not UTF-8 gets ASCII`(_ environment: [String: String]) throws {
    let run = try show([TestSupport.Fixture.named("proxy-two-phones-udp").capture.path], environment)
    #expect(run.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(run.output.contains("- INVITE, audio 192.0.2.10:30000 ") || run.output.contains("- INVITE -"))
    #expect(run.output.contains("->|") && run.output.contains("=>|") && run.output.contains("|<-"))
  }

  @Test func `letters that a terminal can't show become question marks`() throws {
    let scratch = try Scratch()
    let capture = try scratch.write(Recorded.call(from: "jürgen").bytes, to: "call.pcap")
    #expect(try show([capture], ["LC_ALL": "C"]).output.contains("sip:j?rgen@192.0.2.10"))
    #expect(try show([capture]).output.contains("sip:jürgen@192.0.2.10"))
  }

  /// `script` gives the program a terminal of its own.
  @Test func `colours are for terminals, and only where they are wanted`() throws {
    let capture = Fixture.plain
    for (variables, isColoured) in [("TERM=xterm", true), ("TERM=xterm NO_COLOR=1", false), ("TERM=dumb", false)] {
      let line = "unset NO_COLOR; export \(variables); script -qec \"$0 show $1\" /dev/null"
      let run = try Program.shell(line, [capture])
      #expect(run.output.contains("\u{1B}[") == isColoured, "\(variables): \(run.output)")
      #expect(run.output.contains("INVITE"))
    }
  }

  @Test func `one leg shows its hosts only, and a leg that is not there is told`() throws {
    let capture = Fixture.path("proxy-two-phones-udp")
    let second = try show([capture, "--leg", "2"]).output
    #expect(!second.contains("192.0.2.10:5060") && second.contains("198.51.100.20:5060"))
    #expect(try show([capture]).output.contains("192.0.2.10:5060"))
    let none = try show([capture, "--leg", "7"])
    #expect(none.status == 1)
    #expect(none.complaints.contains("[no-such-leg]"))
  }

  @Test func `the model of the ladder is printed as JSON`() throws {
    let run = try show([Fixture.path("t38-switch-udp"), "--json"])
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect((document["lanes"] as? [Any])?.count == 2)
    #expect((document["arrows"] as? [Any])?.count == 11)
    let bands = try #require(document["bands"] as? [[String: Any]])
    #expect(bands.compactMap { $0["kind"] as? String } == ["audio", "audio", "image", "image"])
    #expect(bands.compactMap { $0["lost"] as? Int } == [0, 0])
  }

  @Test func `a file of somebody else stays unless force is given`() throws {
    let scratch = try Scratch()
    let file = try scratch.write("mine", to: "call.html")
    let refused = try show([Fixture.plain, "--html", file])
    #expect(refused.status == 1)
    #expect(refused.complaints.contains("[foreign-file]"))
    #expect(scratch.files() == ["call.html": Data("mine".utf8)])
    #expect(try show([Fixture.plain, "--html", file, "--force"]).status == 0)
    #expect(scratch.files()["call.html"]?.starts(with: Data("<!DOCTYPE html>".utf8)) == true)
    // What is there word for word needs no force.
    #expect(try show([Fixture.plain, "--html", file]).status == 0)
    #expect(try show([Fixture.plain, "--force"]).status == 64)
  }

  @Test func `nothing is written where the capture can't be read`() throws {
    let scratch = try Scratch()
    let capture = try scratch.write("no capture", to: "call.pcap")
    #expect(try show([capture, "--html", scratch.path("call.html")]).status != 0)
    #expect(scratch.files().keys.sorted() == ["call.pcap"])
  }

  @Test(arguments: ["challenge-401-udp", "kamailio-call", "baresip-call"])
  func `who was in the call is disguised`(_ name: String) throws {
    let capture = Fixture.path(name)
    let identities = try CapturedIdentities(model: Data(try Program.run(["model", capture]).output.utf8))
    let shown = try page([capture, "--rules", "anonymise"])
    #expect(identities.left(in: shown).isEmpty)
    #expect(!identities.left(in: try page([capture])).isEmpty)
    let printed = try show([capture, "--rules", "anonymise"])
    #expect(identities.left(in: printed.output).isEmpty)
    // Loss and jitter are those of the packets, whoever sent them.
    if name == "challenge-401-udp" { #expect(shown.contains("none lost, jitter 0.")) }
  }

  @Test func `a conversion writes the same page`() throws {
    let scratch = try Scratch()
    let run = try Program.run([Fixture.plain, "--format", "html", "-out", scratch.path("out")])
    #expect(run.status == 0, "\(run.complaints)")
    #expect(scratch.files(in: "out")["ladder.html"] == Data(try page([Fixture.plain]).utf8))
  }

  /// What the control server puts into its own page.
  @Test(arguments: ["challenge-401-udp", "proxy-two-phones-udp"])
  func `a folder of templates makes the ladder a part of another page`(of name: String) throws {
    let folder = Project.root.appending(path: "Sources/CPages/ladder").path
    let scratch = try Scratch()
    let run = try show([Fixture.path(name), "--html", scratch.path("call.html"), "--templates", folder])
    #expect(run.status == 0 && run.complaints.isEmpty, "\(run.complaints)")
    let part = String(decoding: try #require(scratch.files()["call.html"]), as: UTF8.self)
    // Word for word what the page itself holds.
    let whole = try page([Fixture.path(name)])
    let main = try #require(whole.wholeMatch(of: /(?s).*<main>\n(.*)<\/main>\n.*/)?.1)
    #expect(part == main)
    #expect(part.hasPrefix("<section class=\"message ") && part.hasSuffix("</svg>\n</div>\n"))
    #expect(part.contains(" id=\"m1\"") && part.contains(" id=\"a1\" href=\"#m1\""))
  }

  @Test func `a folder with nothing for the page is told`() throws {
    let scratch = try Scratch()
    try scratch.write("x", to: "lab/ladder.html.mustache")
    let run = ["show", Fixture.plain, "--html", "call.html", "--templates"]
    let unused = try Program.run(run + ["lab"], in: scratch.url)
    #expect(unused.status == 0)
    #expect(unused.complaints.hasPrefix("lab: warning: [unused-folder]") && unused.complaints.contains("lab/html"))
    let missing = try Program.run(run + ["none"], in: scratch.url)
    #expect(missing.status == 3)
    #expect(missing.complaints.hasPrefix("none: error: [template-folder] there is no such folder"))
    #expect(missing.lines.count == 1)
  }
}
