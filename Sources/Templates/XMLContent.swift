internal import Mustache

/// Escapes `{{name}}` for XML with the four entities that SIPp's own parser knows, and no other.
///
/// It goes by bytes: by characters a bracket with a combining mark behind it would pass unescaped.
struct XMLContent: MustacheContentType {
  func escapeText(_ text: String) -> String {
    guard text.utf8.contains(where: { Self.entity(for: $0) != nil }) else { return text }
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      if let entity = scalar.isASCII ? Self.entity(for: UInt8(truncatingIfNeeded: scalar.value)) : nil {
        escaped += entity
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// What a template begins with to be escaped this way: the library starts every partial as HTML, so each needs it.
  static let pragma: String = {
    MustacheContentTypes.register(XMLContent(), named: "XML")
    return "{{%CONTENT_TYPE:XML}}"
  }()

  private static func entity(for byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    default: nil
    }
  }
}
