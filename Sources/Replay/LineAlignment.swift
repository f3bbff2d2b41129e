import Wire

/// Lays the lines of a message beside those that are expected, and finds where they part.
struct LineAlignment {
  /// A line that is not as expected.
  struct Mismatch {
    /// What was expected; nil for a line too many.
    let expected: ExpectedLine?
    /// What stands there; nil for a line that is missing.
    let found: ArraySlice<UInt8>?
    let isBody: Bool

    var text: String {
      switch (expected, found) {
      case (let expected?, let found?): "expected '\(expected)', got '\(found.shown)'"
      case (let expected?, nil): "missing '\(expected)'"
      case (nil, let found): "unexpected line '\(found?.shown ?? "")'"
      }
    }
  }

  private var expected: ArraySlice<ExpectedLine>
  private var found: ArraySlice<ArraySlice<UInt8>>
  private var isBody = false

  /// How far apart two lines that belong together are looked for.
  private static let reach = 64

  init(_ lines: [ExpectedLine], _ bytes: [UInt8]) {
    expected = lines[...]
    found = bytes.split(separator: .lineFeed, omittingEmptySubsequences: false)[...]
  }

  mutating func mismatches() -> [Mismatch] {
    var mismatches: [Mismatch] = []
    while !expected.isEmpty || !found.isEmpty {
      if takeMatch() { continue }
      let (missing, extra) = gap
      mismatches += paired(expected.prefix(missing), found.prefix(extra))
      expected = expected.dropFirst(missing)
      found = found.dropFirst(extra)
    }
    return mismatches
  }

  /// Goes on where the next expected line is there, or may be missing.
  private mutating func takeMatch() -> Bool {
    guard let line = expected.first else { return false }
    if let header = line.wholeHeader {
      let count = found.prefix { header.names($0) }.count
      guard count > 0 || !header.isRequired else { return false }
      found = found.dropFirst(count)
    } else {
      guard let first = found.first, line.matches(first) else { return false }
      found = found.dropFirst()
      isBody = isBody || line.endsHeaders
    }
    expected = expected.dropFirst()
    return true
  }

  /// How many lines are missing, and how many too many, until both go on together: the fewest of both.
  private var gap: (missing: Int, extra: Int) {
    for distance in 1...Self.reach {
      for missing in 0...distance where missing <= expected.count && distance - missing <= found.count {
        guard let line = expected.dropFirst(missing).first, let other = found.dropFirst(distance - missing).first else {
          continue
        }
        if line.wholeHeader?.names(other) ?? line.matches(other) { return (missing, distance - missing) }
      }
    }
    return (expected.count, found.count)
  }

  /// Lines of one name belong together; the others are missing, or too many.
  private func paired(
    _ missing: ArraySlice<ExpectedLine>,
    _ extra: ArraySlice<ArraySlice<UInt8>>
  ) -> [Mismatch] {
    var extra = Array(extra)
    let told = missing.map { line -> Mismatch in
      let partner = extra.firstIndex { $0.name == Array("\(line)".utf8)[...].name }
      return Mismatch(expected: line, found: partner.map { extra.remove(at: $0) }, isBody: isBody)
    }
    return told + extra.map { Mismatch(expected: nil, found: $0, isBody: isBody) }
  }
}

extension ArraySlice<UInt8> {
  /// What a line is about: the name of a header, the type of an SDP line, the version of a status line.
  fileprivate var name: ArraySlice<UInt8> { prefix { !":= ".utf8.contains($0) } }
}
