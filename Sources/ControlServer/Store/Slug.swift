#if Control
/// A name or id that others gave, and which can be a part of a path without leading anywhere else.
///
/// 1 to 128 letters of ASCII, digits, `.`, `_` and `-`, of which the first is a letter or a digit.
struct Slug: Hashable, Sendable {
  let text: String

  static let longest = 128
  static let rule = "1 to \(longest) letters, digits, '.', '_' and '-', the first a letter or a digit"

  init?(_ text: some StringProtocol) {
    guard let first = text.utf8.first, Self.isLetterOrDigit(first), text.utf8.count <= Self.longest,
      text.utf8.allSatisfy({ Self.isLetterOrDigit($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D })
    else { return nil }
    self.text = String(text)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
#endif
