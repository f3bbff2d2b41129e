package import Diagnostics

/// The reading of a YAML file, with every place kept and every scalar left as text.
package enum YAMLDocument {
  /// The most bytes a file may have: 1 MiB.
  package static let longest = 1 << 20

  /// The tree of a YAML text (1.1, as libyaml reads it).
  ///
  /// A tag, an anchor, a key given twice or a key that isn't text is an error in `findings`, but the rest of the tree is
  /// still handed out, so that a loader can tell in one run all that is wrong. Nil, with an error in `findings`, when the
  /// text is empty, has a syntax error or an alias, is nested deeper than 64 levels, isn't UTF-8 or is too long.
  package static func parse(_ text: [UInt8], file: String, into findings: inout Findings) -> Node? {
    do throws(Unreadable) {
      let text = text.strippingMark
      try check(text, file: file)
      guard let events = EventStream(text, file: file) else {
        throw Unreadable(code: "yaml-memory", message: "no memory left to read it", location: Location(file: file))
      }
      var composer = Composer(events)
      // Merged even when the document is given up: what was found before the problem stands.
      defer { findings.add(contentsOf: composer.findings) }
      return try composer.document()
    } catch {
      findings.error(error.code, error.message, at: error.location)
      return nil
    }
  }

  /// Refuses what libyaml should not even see.
  private static func check(_ text: [UInt8], file: String) throws(Unreadable) {
    guard text.count <= longest else {
      throw Unreadable(
        code: "yaml-size",
        message: "\(text.count) bytes are too much: split it, \(longest) is the most",
        location: Location(file: file)
      )
    }
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: text.span)
    } catch {
      throw Unreadable(
        code: "yaml-encoding",
        message: "not UTF-8: save the file as UTF-8",
        location: Location(file: file, offset: error.byteOffsets.lowerBound, in: text)
      )
    }
    // libyaml takes quadratic time for many of them.
    if let place = text.firstDirective {
      throw Unreadable(
        code: "yaml-directive",
        message: "a line can't begin with '%': remove the directive",
        location: Location(file: file, offset: place, in: text)
      )
    }
  }
}

extension [UInt8] {
  /// This text without the byte order mark that some editors write.
  fileprivate var strippingMark: [UInt8] {
    starts(with: [0xEF, 0xBB, 0xBF]) ? Array(dropFirst(3)) : self
  }

  /// Where the first line begins that has a `%` in its first column.
  fileprivate var firstDirective: Int? {
    // What libyaml takes for the end of a line: LF, CR, NEL, and the Unicode separators.
    let ends: [[UInt8]] = [[0x0A], [0x0D], [0xC2, 0x85], [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xA9]]
    return indices.first { place in
      self[place] == UInt8(ascii: "%")
        && (place == 0 || ends.contains { self[..<place].suffix($0.count).elementsEqual($0) })
    }
  }
}
