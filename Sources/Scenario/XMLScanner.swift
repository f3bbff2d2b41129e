/// Reads an XML text part by part, as far as a scenario needs it (XML 1.0; a DTD is only named).
///
/// It keeps no tree: whether tags match is for the caller to see.
struct XMLScanner {
  private let bytes: [UInt8]
  private var position = 0
  /// Whether no tag was seen so far.
  private var isProlog = true

  /// Throws `XMLFault` when the text does not begin as XML does.
  init(_ bytes: [UInt8]) throws(XMLFault) {
    self.bytes = bytes
    guard bytes.starts(with: "<?xml ".utf8) else {
      throw XMLFault("the file must begin with <?xml version=\"1.0\" encoding=\"UTF-8\"?>", at: 0)
    }
    position = try end(of: "?>", from: 0, opened: "<?xml")
  }

  /// The next part; nil at the end.
  mutating func next() throws(XMLFault) -> XMLEvent? {
    while position < bytes.count {
      let start = position
      guard bytes[start] == UInt8(ascii: "<") else { return .text(try text()) }
      if has("<!--", at: start) {
        try skipComment()
      } else if has("<![CDATA[", at: start) {
        position = try end(of: "]]>", from: start + 9, opened: "<![CDATA[")
        return .data((start + 9)..<(position - 3))
      } else if has("<?", at: start) {
        position = try end(of: "?>", from: start, opened: "<?")
      } else if isProlog, has("<!DOCTYPE", at: start) {
        try skipDocumentType()
      } else if has("<!", at: start) {
        throw XMLFault("declarations (<!...>) have no place in a scenario", at: start)
      } else if has("</", at: start) {
        position = start + 2
        let name = try name()
        skipBlanks()
        try expect(UInt8(ascii: ">"), "the tag </\(name.text) is not closed by >", from: start)
        return .close(name: name)
      } else {
        position = start + 1
        isProlog = false
        return try tag(from: start)
      }
    }
    return nil
  }

  /// The bytes of a range as text.
  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The offset of the first `&` in the range that begins no reference (XML 1.0, 4.1), or with `onlyFour` none of
  /// `&amp; &lt; &gt; &quot;`.
  func badReference(in range: Range<Int>, onlyFour: Bool) -> Int? {
    range.first { offset in
      guard bytes[offset] == UInt8(ascii: "&") else { return false }
      guard let end = bytes[offset..<range.upperBound].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return true }
      let name = string((offset + 1)..<end)
      if ["amp", "lt", "gt", "quot"].contains(name) { return false }
      return onlyFour || !(name == "apos" || name.hasPrefix("#") && name.count > 1)
    }
  }

  // MARK: - Parts

  private mutating func text() throws(XMLFault) -> Range<Int> {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
      if has("]]>", at: position) { throw XMLFault("']]>' stands outside of a CDATA section", at: position) }
      position += 1
    }
    return start..<position
  }

  private mutating func skipComment() throws(XMLFault) {
    let start = position
    position = try end(of: "--", from: start + 4, opened: "<!--")
    try expect(UInt8(ascii: ">"), "'--' can't stand inside of a comment", from: position - 2)
  }

  /// Engines pass it over, up to the first `>`: what it would declare means nothing to them.
  private mutating func skipDocumentType() throws(XMLFault) {
    let start = position
    position = try end(of: ">", from: start, opened: "<!DOCTYPE")
    if let bracket = bytes[start..<position].firstIndex(of: UInt8(ascii: "[")) {
      throw XMLFault("no engine reads declarations inside of <!DOCTYPE>", at: bracket)
    }
  }

  private mutating func tag(from start: Int) throws(XMLFault) -> XMLEvent {
    let name = try name()
    var attributes: [XMLAttribute] = []
    while true {
      let before = position
      skipBlanks()
      guard position < bytes.count else { throw XMLFault("the tag <\(name.text) is not closed by >", at: start) }
      switch bytes[position] {
      case UInt8(ascii: ">"):
        position += 1
        return .open(name: name, attributes: attributes, isEmpty: false)
      case UInt8(ascii: "/"):
        position += 1
        try expect(UInt8(ascii: ">"), "'/' in a tag stands before >", from: position - 1)
        return .open(name: name, attributes: attributes, isEmpty: true)
      default:
        guard position > before else {
          throw XMLFault("a blank is missing in front of an attribute of <\(name.text)>", at: position)
        }
        attributes.append(try attribute(of: name.text))
      }
    }
  }

  private mutating func attribute(of element: String) throws(XMLFault) -> XMLAttribute {
    let name = try name()
    skipBlanks()
    try expect(UInt8(ascii: "="), "the attribute '\(name.text)' of <\(element)> has no value", from: name.offset)
    skipBlanks()
    guard position < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[position]) else {
      throw XMLFault("the value of '\(name.text)' needs quotes", at: min(position, bytes.count - 1))
    }
    let quote = bytes[position]
    let start = position + 1
    guard let end = bytes[start...].firstIndex(of: quote) else {
      throw XMLFault("the value of '\(name.text)' has no closing quote", at: position)
    }
    if let bracket = bytes[start..<end].firstIndex(of: UInt8(ascii: "<")) {
      throw XMLFault("'<' in the value of '\(name.text)': write it &lt;", at: bracket)
    }
    position = end + 1
    return XMLAttribute(name: name, value: start..<end, quote: quote)
  }

  private mutating func name() throws(XMLFault) -> XMLName {
    let start = position
    while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
    guard position > start, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start]) else {
      throw XMLFault("a name of an element or attribute is missing here; '<' as text is written &lt;", at: start)
    }
    return XMLName(text: string(start..<position), offset: start)
  }

  // MARK: - Bytes

  private func has(_ text: String, at offset: Int) -> Bool { bytes[offset...].starts(with: text.utf8) }

  /// Where a text ends that must come.
  private func end(of text: String, from start: Int, opened: String) throws(XMLFault) -> Int {
    var offset = start
    while offset < bytes.count {
      if has(text, at: offset) { return offset + text.utf8.count }
      offset += 1
    }
    throw XMLFault("'\(opened)' is not closed", at: min(position, max(0, bytes.count - 1)))
  }

  private mutating func expect(_ byte: UInt8, _ complaint: String, from offset: Int) throws(XMLFault) {
    guard position < bytes.count, bytes[position] == byte else { throw XMLFault(complaint, at: offset) }
    position += 1
  }

  private mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: ":"), 0x80...:
      true
    default: false
    }
  }
}
