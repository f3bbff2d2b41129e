internal import Diagnostics

/// Finds the tags of one template, in one pass over its bytes.
struct TagScanner {
  private let text: TemplateText
  private var position = 0
  private var tags: [Tag] = []
  private var findings = Findings()

  private init(_ text: TemplateText) {
    self.text = text
  }

  /// The tags in their order; what can't be read as one is told to `findings` and left out.
  static func tags(of text: TemplateText, into findings: inout Findings) -> [Tag] {
    var scanner = TagScanner(text)
    while let start = scanner.nextTag() { scanner.scanTag(start) }
    findings.add(contentsOf: scanner.findings)
    return scanner.tags
  }

  /// Reads one tag and moves behind it.
  private mutating func scanTag(_ start: Int) {
    position = start + 2
    let sign = position < text.bytes.count ? text.bytes[position] : 0
    if Self.signs.utf8.contains(sign) { position += 1 }
    let inner = position
    guard let end = closing(after: inner, opened: start) else { return }
    position = end + 2
    if sign == UInt8(ascii: "{") {
      guard position < text.bytes.count, text.bytes[position] == UInt8(ascii: "}") else {
        return report(TagFault("unclosed-tag", "a tag that begins with '{{{' ends with '}}}'", at: start))
      }
      position += 1
    }
    do {
      let kind = try kind(sign, inner..<end, opened: start)
      tags.append(Tag(kind: kind, range: start..<position))
    } catch {
      report(error)
    }
  }

  private mutating func kind(_ sign: UInt8, _ inner: Range<Int>, opened start: Int) throws(TagFault) -> Tag.Kind {
    switch sign {
    case UInt8(ascii: "!"):
      return .comment
    case UInt8(ascii: "{"), UInt8(ascii: "&"):
      return .value(try text.reference(inner), raw: true)
    case UInt8(ascii: "#"):
      return .open(try text.reference(inner), inverted: false)
    case UInt8(ascii: "^"):
      return .open(try text.reference(inner), inverted: true)
    case UInt8(ascii: "/"):
      return .close(try text.reference(inner))
    case UInt8(ascii: ">"):
      let name = text.trimmed(inner)
      guard let first = name.first, text.bytes[first] == UInt8(ascii: "*") else {
        return .partial(try text.partialName(name))
      }
      return .dynamicPartial(try text.reference((first + 1)..<name.upperBound))
    case UInt8(ascii: "="):
      throw TagFault("delimiter-change", "the braces can't be changed: write {{ and }}", at: start)
    case UInt8(ascii: "%"):
      throw TagFault(
        "pragma",
        "a template can't change its content type: write {{{name}}} where text must stay as it is",
        at: start
      )
    case UInt8(ascii: "<"), UInt8(ascii: "$"):
      report(
        TagFault(
          "inheritance",
          "templates can't inherit: put the common part into a file and include it with {{> file}}",
          at: start
        )
      )
      return .refused(try text.partialName(inner))
    default:
      return .value(try text.reference(inner), raw: false)
    }
  }

  /// The offset of the `}}` of the tag that began at `start`.
  ///
  /// A `{{` that comes first means that the tag was never closed: reading goes on there, so that one slip is told once.
  private mutating func closing(after inner: Int, opened start: Int) -> Int? {
    var offset = inner
    while offset + 1 < text.bytes.count {
      let pair = (text.bytes[offset], text.bytes[offset + 1])
      if pair == (UInt8(ascii: "}"), UInt8(ascii: "}")) { return offset }
      if pair == (UInt8(ascii: "{"), UInt8(ascii: "{")) { break }
      offset += 1
    }
    let reachedEnd = offset + 1 >= text.bytes.count
    position = reachedEnd ? text.bytes.count : offset
    report(TagFault("unclosed-tag", "this tag is not closed" + (reachedEnd ? "" : " before the next one"), at: start))
    return nil
  }

  /// The offset of the next `{{`.
  private mutating func nextTag() -> Int? {
    while position + 1 < text.bytes.count {
      if text.bytes[position] == UInt8(ascii: "{"), text.bytes[position + 1] == UInt8(ascii: "{") { return position }
      position += 1
    }
    return nil
  }

  private mutating func report(_ fault: TagFault) {
    findings.error(fault.code, fault.message, at: text.location(fault.offset))
  }

  private static let signs = "!{&#^/>=%<$"
}
