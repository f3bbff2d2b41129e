/// How much a diagnostic matters: an error stops the run, a warning does not (unless `--strict`), a note informs.
package enum Severity: String, Codable, Comparable, Sendable {
  case note, warning, error

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// Where something was found: a file, a place in a text file, or a frame of a capture.
package struct Location: Codable, Hashable, Sendable {
  package let file: String
  /// Both counted from 1; nil when the whole file is meant.
  package let line: Int?
  package let column: Int?
  /// The frame of a capture, counted from 1.
  package let frame: Int?

  /// A place in a text file, or the file as a whole.
  package init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
    frame = nil
  }

  /// A frame of a capture.
  package init(capture file: String, frame: Int) {
    self.file = file
    line = nil
    column = nil
    self.frame = frame
  }
}

extension Location: CustomStringConvertible {
  /// `lab.yaml:12:7`, `call.pcap: frame 42`, `call.pcap`.
  package var description: String {
    if let frame { return "\(file): frame \(frame)" }
    return ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
  }
}

/// One thing to tell the user: what is wrong, where, and what to do next.
package struct Diagnostic: Codable, Hashable, Sendable {
  package let severity: Severity
  /// A short stable name that a script can look for: `unknown-slot`, `tcp-gap`.
  package let code: String
  package let message: String
  package let location: Location?

  package init(_ severity: Severity, _ code: String, _ message: String, at location: Location? = nil) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
  }
}

extension Diagnostic: CustomStringConvertible {
  /// One line as compilers write it: `lab.yaml:12:7: error: [unknown-slot] unknown slot 'form.tag'`.
  ///
  /// Text that came from a capture may hold control characters: they are shown as `\xHH`, so that a hostile capture
  /// can't move the cursor of the reader's terminal.
  package var description: String {
    let place = location.map { "\($0): " } ?? ""
    return (place + "\(severity.rawValue): [\(code)] \(message)").printable
  }
}

extension String {
  /// This text on one line, control characters shown as `\xHH`.
  package var printable: String {
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        result += "\\x" + (hex.count < 2 ? "0" : "") + hex
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
