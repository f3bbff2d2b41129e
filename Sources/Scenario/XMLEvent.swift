/// A part of an XML text, by offsets.
enum XMLEvent {
  /// A start tag; `isEmpty` when it closes itself.
  case open(name: XMLName, attributes: [XMLAttribute], isEmpty: Bool)
  case close(name: XMLName)
  /// What stands between tags, blanks included.
  case text(Range<Int>)
  /// The inside of a CDATA section.
  case data(Range<Int>)
}

/// A name in an XML text, and where it stands.
struct XMLName {
  let text: String
  let offset: Int
}

/// An attribute of a start tag.
struct XMLAttribute {
  let name: XMLName
  /// Between the quotes.
  let value: Range<Int>
  let quote: UInt8
}

/// Why a text is not well-formed, and where.
struct XMLFault: Error {
  let message: String
  let offset: Int

  init(_ message: String, at offset: Int) {
    self.message = message
    self.offset = offset
  }
}
