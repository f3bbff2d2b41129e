import Wire

/// Takes multipart bodies apart (RFC 2046 section 5.1.1).
enum Multipart {
  /// A multipart in a multipart is common (RFC 5621); deeper ones than these are left whole.
  private static let deepest = 4

  /// `part` itself, or the parts in it when it is a multipart with a boundary.
  static func leaves(of part: BodyPart, in bytes: [UInt8], depth: Int = 0) -> [BodyPart] {
    guard depth < deepest, let boundary = boundary(of: part, in: bytes) else { return [part] }
    let parts = split(part.content, in: bytes, at: boundary)
    guard !parts.isEmpty else { return [part] }
    return parts.flatMap { leaves(of: read($0, in: bytes), in: bytes, depth: depth + 1) }
  }

  private static func boundary(of part: BodyPart, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    guard let type = part.contentType, bytes.equals(type.type, ignoringCase: "multipart"),
      let value = type.parameters.named("boundary", in: bytes)?.value
    else { return nil }
    let boundary = bytes.unquoted(value)
    return boundary.isEmpty ? nil : bytes[boundary]
  }

  /// What stands between the delimiter lines; the preamble and the epilogue are left out.
  ///
  /// The line end in front of a delimiter belongs to it. A last part without a delimiter behind it goes to the end.
  private static func split(_ content: ByteRange, in bytes: [UInt8], at boundary: ArraySlice<UInt8>) -> [ByteRange] {
    var parts: [ByteRange] = []
    var start: Int?
    var position = content.lowerBound
    var previousEnd = content.lowerBound
    while position < content.upperBound {
      let line = bytes.line(at: position, to: content.upperBound)
      if let isClosing = delimiter(bytes, line.content, boundary) {
        if let start { parts.append(start..<max(start, previousEnd)) }
        start = line.next
        if isClosing { return parts }
      }
      previousEnd = line.content.upperBound
      position = line.next
    }
    if let start { parts.append(start..<content.upperBound) }
    return parts
  }

  /// Whether `line` is a delimiter, and if so whether it is the closing one; nil when it is none.
  private static func delimiter(_ bytes: [UInt8], _ line: ByteRange, _ boundary: ArraySlice<UInt8>) -> Bool? {
    let dash = UInt8(ascii: "-")
    let content = bytes[line]
    guard content.starts(with: [dash, dash]), content.dropFirst(2).starts(with: boundary) else { return nil }
    let rest = bytes[bytes.trimmed(line.lowerBound + 2 + boundary.count..<line.upperBound)]
    if rest.isEmpty { return false }
    return rest.elementsEqual([dash, dash]) ? true : nil
  }

  private static func read(_ range: ByteRange, in bytes: [UInt8]) -> BodyPart {
    let section = HeaderSection(bytes, from: range.lowerBound, to: range.upperBound)
    let type = section.headers.first { $0.canonical == .contentType }
    return BodyPart(
      contentType: type.flatMap { MediaType.parse(bytes, in: $0.value) },
      headers: section.headers,
      content: section.end..<range.upperBound
    )
  }
}
