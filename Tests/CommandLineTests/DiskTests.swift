import Foundation
import Testing

/// A disk that does not take the output: one line that says where and what to do, and nothing half-written.
@Suite struct DiskTests {
  private static let isRoot = getuid() == 0
  /// Whether this machine lets root mount a file system that only one process sees.
  private static let canMount =
    isRoot && (try? Program.shell("unshare -m mount -t tmpfs none /mnt"))?.status == 0

  private func expect(
    _ program: Program,
    _ code: String,
    _ says: String...,
    place: SourceLocation = #_sourceLocation
  ) {
    #expect(program.status == 1, "\(program.complaints)", sourceLocation: place)
    let errors = program.lines.filter { $0.contains("error: ") }
    #expect(errors.count == 1 && errors[0].contains("[\(code)]"), "\(program.complaints)", sourceLocation: place)
    for text in says { #expect(errors.first?.contains(text) ?? false, "\(errors)", sourceLocation: place) }
  }

  /// Runs a line of shell on a file system of `size`, mounted at `small`; what is there afterwards is what it prints.
  private func onSmallDisk(_ line: String, of size: String = "32k", in scratch: Scratch) throws -> Program {
    try FileManager.default.createDirectory(atPath: scratch.path("small"), withIntermediateDirectories: true)
    return try Program.shell(
      "unshare -m sh -c 'mount -t tmpfs -o size=\(size) none small && \(line)' \"$0\" \"$@\"",
      [Fixture.plain],
      in: scratch.url
    )
  }

  @Test(.enabled(if: canMount)) func aFullDiskLeavesNoNewFolder() throws {
    let scratch = try Scratch()
    let program = try onSmallDisk("\"$0\" \"$1\" -out small/out; s=$?; ls -A small; exit $s", in: scratch)
    expect(program, "cannot-write", "small/out/", "no space left", "-out")
    #expect(program.output.isEmpty, "\(program.output)")
  }

  @Test(.enabled(if: canMount)) func aFullDiskLeavesAFolderAsItWas() throws {
    let scratch = try Scratch()
    let program = try onSmallDisk(
      "echo mine >small/mine; \"$0\" \"$1\" -out small; s=$?; ls -A small; exit $s",
      in: scratch
    )
    expect(program, "cannot-write", "small/", "no space left")
    #expect(program.output == "mine\n")
  }

  // The scenarios fit, and of the media what the writing thread gets first: the rest is still being found when it fails.
  @Test(.enabled(if: canMount), arguments: ["true", "mkdir small/out && echo mine >small/out/mine"])
  func aDiskThatMediaFillIsLeftAsItWas(_ before: String) throws {
    let scratch = try Scratch()
    let made = try Program.shell("\"${0%/*}/MakeCapture\" media calls.pcap --calls 6", in: scratch.url)
    try #require(made.status == 0, "\(made.complaints)")
    let program = try onSmallDisk(
      "{ \(before); } && ls -AR small >before; \"$0\" calls.pcap --all -out small/out; s=$?; ls -AR small | diff before -; "
        + "exit $s",
      of: "4m",
      in: scratch
    )
    expect(program, "cannot-write", "small/out/", "_rtp.pcap: error", "no space left", "-out")
    #expect(program.output.isEmpty, "\(program.output)")
  }

  @Test(.enabled(if: canMount)) func aReadOnlyDiskIsTold() throws {
    let scratch = try Scratch()
    let program = try onSmallDisk("mount -o remount,ro small; \"$0\" \"$1\" -out small/out", in: scratch)
    expect(program, "cannot-write", "small/out", "read-only", "-out")
  }

  @Test func aLimitOnFileSizesIsTold() throws {
    let scratch = try Scratch()
    let program = try Program.shell(
      "ulimit -f 8; exec \"$0\" \"$1\" -out out 2>&1 | cat >&2; exit 1",
      [Fixture.plain],
      in: scratch.url
    )
    expect(program, "cannot-write", "out/", "file too large", "ulimit -f")
    #expect(scratch.files().isEmpty, "\(scratch.files().keys)")
  }

  @Test func aFolderThatMayNotBeWrittenIsTold() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(atPath: scratch.path("locked"), withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.url.path)
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: scratch.path("locked"))
    try FileManager.default.copyItem(atPath: Fixture.plain, toPath: scratch.path("call.pcap"))
    try FileManager.default.copyItem(atPath: Program.path, toPath: scratch.path("program"))
    let asNobody = Self.isRoot ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
    for out in ["locked", "locked/new"] {
      let program = try Program.shell("exec \(asNobody)./program call.pcap -out \(out)", in: scratch.url)
      expect(program, "cannot-write", "locked", "permission denied", "-out")
    }
    #expect(scratch.files(in: "locked").isEmpty)
  }

  @Test(arguments: [["calls"], ["model"], ["-out", "out"]]) func aFullStandardOutputIsTold(_ command: [String]) throws {
    let scratch = try Scratch()
    let program = try Program.shell("exec \"$0\" \"$@\" >/dev/full", command + [Fixture.plain], in: scratch.url)
    expect(program, "cannot-print", "standard output", "no space left")
    if command == ["-out", "out"] { #expect(scratch.files(in: "out").count == 5) }
  }

  @Test func aBrokenPipeIsTold() throws {
    let scratch = try Scratch()
    // The reader closes its end, and only then lets the program begin.
    let line = """
      mkfifo go; { read word <go; "$0" model "$1"; echo $? >status; } | { exec <&-; echo go >go; }; exit $(cat status)
      """
    expect(try Program.shell(line, [Fixture.plain], in: scratch.url), "cannot-print", "standard output", "broken pipe")
  }
}
