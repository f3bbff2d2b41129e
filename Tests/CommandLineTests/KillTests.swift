import Foundation
import Testing

/// `kill -9` at any moment: the output is that of the run before, or that of this one.
///
/// A run that is interrupted clears away what it began.
@Suite struct KillTests {
  private static let first = Fixture.plain
  private static let second = Fixture.path("plain-tcp")
  /// How many kills are spread over the time that a run takes.
  private static let kills = 25

  /// Everything but what an unfinished run has left beside its place: that is hidden, and the next run clears it away.
  private func visible(_ scratch: Scratch) -> [String: Data] {
    scratch.files().filter { name, _ in !name.split(separator: "/").contains { $0.hasSuffix(".part") } }
  }

  private func complete(_ arguments: [String]) throws -> [String: Data] {
    let scratch = try Scratch()
    #expect(try Program.run(arguments, in: scratch.url).status == 0)
    return visible(scratch)
  }

  /// Runs the program, and kills it and all of its group after so many milliseconds.
  ///
  /// It returns once nothing that the run has started holds its end of the pipe any more.
  private func killed(after milliseconds: Int, _ arguments: [String], in scratch: Scratch) throws {
    let line = """
      { setsid "$0" "$@" >/dev/null 2>&1 & p=$!; sleep \(Double(milliseconds) / 1000); kill -9 -- -$p; wait $p; } \
      3>&1 | cat >/dev/null
      """
    _ = try Program.shell(line, arguments, in: scratch.url)
  }

  private func duration(_ arguments: [String]) throws -> Int {
    let scratch = try Scratch()
    let spent = try ContinuousClock().measure { _ = try Program.run(arguments, in: scratch.url) }
    return max(20, Int(spent / .milliseconds(1)))
  }

  @Test(arguments: [["-out", "out"], ["-out", "out", "--all"]])
  func aNewFolderIsThereAsAWholeOrNotAtAll(_ options: [String]) throws {
    let run = [Self.first] + options
    let whole = try complete(run)
    let longest = try duration(run)
    for kill in 0..<Self.kills {
      let scratch = try Scratch()
      try killed(after: longest * kill / Self.kills, run, in: scratch)
      let found = visible(scratch)
      #expect(found.isEmpty || found == whole, "kill \(kill) of \(Self.kills): \(found.keys.sorted())")
      // The next run clears away what was left.
      #expect(try Program.run(run, in: scratch.url).status == 0)
      #expect(scratch.files() == whole, "\(scratch.files().keys.sorted())")
    }
  }

  @Test func filesInAFolderAreThoseOfOneRun() throws {
    let (one, two) = (["-out", "."], ["-out", "."])
    let before = try complete([Self.first] + one)
    let after = try complete([Self.second] + two)
    #expect(before != after)
    let longest = try duration([Self.second] + two)
    for kill in 0..<Self.kills {
      let scratch = try Scratch()
      #expect(try Program.run([Self.first] + one, in: scratch.url).status == 0)
      try killed(after: longest * kill / Self.kills, [Self.second] + two, in: scratch)
      let found = visible(scratch)
      #expect(found == before || found == after, "kill \(kill) of \(Self.kills): \(found.keys.sorted())")
      #expect(try Program.run([Self.second] + two, in: scratch.url).status == 0)
      #expect(scratch.files() == after, "\(scratch.files().keys.sorted())")
    }
  }

  @Test func aPageIsThereAsAWholeOrNotAtAll() throws {
    let run = ["show", Self.first, "--html", "call.html"]
    let whole = try complete(run)
    let longest = try duration(run)
    for kill in 0..<Self.kills {
      let scratch = try Scratch()
      try killed(after: longest * kill / Self.kills, run, in: scratch)
      let found = visible(scratch)
      #expect(found.isEmpty || found == whole, "kill \(kill) of \(Self.kills): \(found.keys.sorted())")
      #expect(try Program.run(run, in: scratch.url).status == 0)
      #expect(scratch.files() == whole, "\(scratch.files().keys.sorted())")
    }
  }

  /// The page goes into a pipe of a name that the program is about to use, so large that it can't end: it is interrupted in
  /// the middle of the file, whenever that is.
  @Test(arguments: [("INT", SIGINT), ("TERM", SIGTERM), ("HUP", SIGHUP)])
  func anInterruptedPageIsClearedAway(_ name: String, _ number: Int32) throws {
    let scratch = try Scratch()
    let filler = String(repeating: "x", count: 30_000)
    try scratch.write("{{#ladder}}{{#rungs}}\(filler){{/rungs}}{{/ladder}}\n", to: "lab/html/ladder.html.mustache")
    let line = """
      part=.call.html.$$.part; mkfifo $part
      timeout 60 sh -c 'exec 3<"$0"; kill -\(name) $1; cat <&3' $part $$ >/dev/null 2>&1 &
      exec "$0" show "$1" --templates lab --html call.html
      """
    let run = try Program.shell(line, [Self.first], in: scratch.url)
    #expect(run.signal == number, "\(run.complaints)")
    let left = try FileManager.default.subpathsOfDirectory(atPath: scratch.url.path).sorted()
    #expect(left == ["lab", "lab/html", "lab/html/ladder.html.mustache"])
  }
}
