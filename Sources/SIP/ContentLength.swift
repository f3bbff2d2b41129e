import Wire

/// What the Content-Length fields of a message say together (RFC 3261 section 20.14).
enum ContentLength {
  case missing
  /// All fields agree; the offset is that of the first value.
  case length(Int, offset: Int)
  /// A field is no number, or two differ: nobody can know how long the body is (RFC 4475 sections 3.1.2.2, 3.3.9).
  case unusable(String, offset: Int)

  init(_ bytes: [UInt8], _ headers: [Header]) {
    self = .missing
    for header in headers where header.canonical == .contentLength {
      let offset = header.value.lowerBound
      guard let number = bytes.decimal(header.value).flatMap({ Int(exactly: $0) }) else {
        self = .unusable("Content-Length is not a number: '\(bytes.excerpt(header.value))'", offset: offset)
        return
      }
      if case .length(let first, _) = self {
        guard first == number else {
          self = .unusable("Content-Length says \(first) and then \(number)", offset: offset)
          return
        }
      } else {
        self = .length(number, offset: offset)
      }
    }
  }
}
