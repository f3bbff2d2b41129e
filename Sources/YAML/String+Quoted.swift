extension String {
  /// The most characters of a user's text that a message repeats.
  private static let longest = 60

  /// This text as a message shows it: `'from.tag'`, cut short when it is long.
  var quoted: String { "'\(shortened)'" }

  /// This text, or its beginning when it is long.
  var shortened: String { isLong ? String(unicodeScalars.prefix(Self.longest)) + "…" : self }

  /// Whether this text is too long for a name that somebody misspelt.
  var isLong: Bool { unicodeScalars.count > Self.longest }
}
