/// What stands in a tag: a name, perhaps dotted, perhaps in transforms: `status`, `.`, `step.kind`, `count(steps)`,
/// `index()`.
struct Reference {
  /// A part of the tag and the offset of its first byte in the template.
  struct Word: Hashable {
    let text: String
    let offset: Int
  }

  /// The outermost first; the last one is applied first.
  let transforms: [Word]
  /// What stands inside all transforms: a dotted name, `.`, or nothing as in `index()`.
  let name: Word
  /// The dotted name, part by part; none for `.` and for `index()`.
  let path: [Word]
  /// As it stands in the tag, without blanks around.
  let text: String

  var offset: Int { transforms.first?.offset ?? name.offset }

  /// Far beyond any sensible name; it bounds the search for what was meant.
  static let longest = 100
}

extension TemplateText {
  /// Reads what stands between the sign of a tag and its closing braces.
  func reference(_ range: Range<Int>) throws(TagFault) -> Reference {
    let range = trimmed(range)
    try checkLength(of: range)
    var transforms: [Reference.Word] = []
    var start = range.lowerBound
    for offset in range where bytes[offset] == UInt8(ascii: "(") {
      transforms.append(try word(start..<offset, beside: ""))
      start = offset + 1
    }
    var end = range.upperBound
    for _ in transforms {
      guard end > start, bytes[end - 1] == UInt8(ascii: ")") else {
        throw TagFault("bad-name", "a transform is written transform(name)", at: range.lowerBound)
      }
      end -= 1
    }
    let name = try word(start..<end, beside: "")
    return Reference(transforms: transforms, name: name, path: try path(name), text: string(range))
  }

  /// Reads the name of a partial: what a file can be called, `/` for sub-folders.
  func partialName(_ range: Range<Int>) throws(TagFault) -> Reference.Word {
    let range = trimmed(range)
    try checkLength(of: range)
    return try word(range, beside: "/")
  }

  private func checkLength(of range: Range<Int>) throws(TagFault) {
    guard !range.isEmpty else { throw TagFault("empty-tag", "a tag without a name", at: range.lowerBound) }
    guard range.count <= Reference.longest else {
      throw TagFault("bad-name", "a name can't be longer than \(Reference.longest) bytes", at: range.lowerBound)
    }
  }

  /// Letters, digits, `.`, `-`, `_` and what else `extra` allows.
  private func word(_ range: Range<Int>, beside extra: String) throws(TagFault) -> Reference.Word {
    for offset in range {
      switch bytes[offset] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
        continue
      case let byte where extra.utf8.contains(byte):
        continue
      default:
        throw TagFault("bad-name", "'\(character(at: offset))' can't stand in a name", at: offset)
      }
    }
    return Reference.Word(text: string(range), offset: range.lowerBound)
  }

  private func path(_ name: Reference.Word) throws(TagFault) -> [Reference.Word] {
    guard !name.text.isEmpty, name.text != "." else { return [] }
    var path: [Reference.Word] = []
    var offset = name.offset
    for part in name.text.split(separator: ".", omittingEmptySubsequences: false) {
      guard !part.isEmpty else {
        throw TagFault("bad-name", "a dot stands between two names, or alone", at: offset)
      }
      path.append(Reference.Word(text: String(part), offset: offset))
      offset += part.utf8.count + 1
    }
    return path
  }
}
