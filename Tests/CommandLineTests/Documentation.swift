import Foundation
import TestSupport
import Testing

/// A page of this repository as a reader follows it: files to write, and commands to type with what they print.
///
/// - A block under `<!-- lab.yaml -->` is the content of that file.
/// - A block that begins with `$ ` is a session. What a command prints must be what stands below it, to both outputs; `...`
///   stands for any lines, and nothing at all for whatever comes. `cat` of a file that is not there yet shows what to
///   write into it. What needs `sudo` is left out.
struct Documentation {
  private enum Part {
    case file(name: String, text: String)
    case command(String, prints: [String])
    case other(language: String, text: String)
  }

  private let parts: [Part]

  /// - Parameters:
  ///   - path: the page, from the root of the repository.
  ///   - section: the title of a section; nil for all of the page.
  init(_ path: String, section: String? = nil) throws {
    var text = try String(contentsOf: Project.root.appending(path: path), encoding: .utf8)
    if let section {
      let start = try #require(text.range(of: "## \(section)\n"), "\(path) has no section '\(section)'")
      let rest = text[start.upperBound...]
      text = String(rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)])
    }
    parts = Self.parts(of: text)
  }

  /// The blocks of a language that are no files to write.
  func blocks(_ wanted: String) -> [String] {
    parts.compactMap { part in
      switch part {
      case .other(let language, let text) where language == wanted: text
      case .file(let name, let text) where name.hasSuffix(".\(wanted)"): text
      default: nil
      }
    }
  }

  /// Does all of it in a folder, from the first line to the last.
  ///
  /// Returns the commands that were run.
  @discardableResult
  func play(in scratch: Scratch) throws -> [String] {
    var commands: [String] = []
    for part in parts {
      switch part {
      case .file(let name, let text): try scratch.write(text, to: name)
      case .command(let command, let expected):
        if let file = command.wholeMatch(of: /cat (\S+)/)?.1, !scratch.holds(String(file)) {
          try scratch.write(expected.map { $0 + "\n" }.joined(), to: String(file))
        } else if !command.hasPrefix("sudo ") {
          commands.append(command)
          try run(command, prints: expected, in: scratch)
        }
      case .other: continue
      }
    }
    return commands
  }

  private func run(_ command: String, prints expected: [String], in scratch: Scratch) throws {
    let program = try Program.shell("exec 2>&1; export LC_ALL=C; PATH=\"${0%/*}:$PATH\"; \(command)", in: scratch.url)
    var lines = program.output.components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    guard !expected.isEmpty else { return }
    if command.hasPrefix("diff ") {
      // Where lines stand changes with every template; what differs is what a reader looks at.
      let isDifference = { (line: String) in line.hasPrefix("<") || line.hasPrefix(">") }
      #expect(lines.filter(isDifference) == expected.filter(isDifference), "\(command)\n\(program.output)")
    } else if let gap = expected.firstIndex(of: "...") {
      let tail = expected[(gap + 1)...]
      #expect(lines.starts(with: expected[..<gap]), "\(command)\n\(program.output)")
      #expect(lines.suffix(tail.count).elementsEqual(tail), "\(command)\n\(program.output)")
    } else {
      #expect(lines == expected, "\(command)\n\(program.output)")
    }
  }

  private static func parts(of page: String) -> [Part] {
    var parts: [Part] = []
    var mark: String?
    var block: (language: String, lines: [String])?
    for line in page.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        if let open = block {
          parts += self.parts(of: open.lines, open.language, mark)
          (block, mark) = (nil, nil)
        } else {
          block = (String(line.dropFirst(3)), [])
        }
      } else if block != nil {
        block?.lines.append(line)
      } else if let name = line.wholeMatch(of: /<!-- (\S+\.\S+) -->/)?.1 {
        mark = String(name)
      } else if !line.isEmpty {
        mark = nil
      }
    }
    return parts
  }

  private static func parts(of lines: [String], _ language: String, _ mark: String?) -> [Part] {
    let text = lines.map { $0 + "\n" }.joined()
    if let mark { return [.file(name: mark, text: text)] }
    guard lines.first?.hasPrefix("$ ") == true else { return [.other(language: language, text: text)] }
    var commands: [(String, [String])] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        commands.append((String(line.dropFirst(2)), []))
      } else if !commands.isEmpty {
        commands[commands.count - 1].1.append(line)
      }
    }
    return commands.map { .command($0.0, prints: $0.1) }
  }
}

extension Scratch {
  /// A folder as a reader has it: a capture, and the repository's own.
  static func forReaders() throws -> Scratch {
    let scratch = try Scratch()
    let capture = try Data(contentsOf: URL(fileURLWithPath: Fixture.path("challenge-401-udp")))
    try scratch.write(Array(capture), to: "call.pcap")
    try FileManager.default.createSymbolicLink(
      at: scratch.url.appending(path: "Fixtures"),
      withDestinationURL: Project.root.appending(path: "Fixtures")
    )
    return scratch
  }

  fileprivate func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}
