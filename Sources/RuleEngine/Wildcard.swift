import Wire

/// A text in which `*` stands for anything, and anything else for itself.
struct Wildcard: Sendable {
  private let pieces: [[UInt8]]

  init(_ text: String) {
    pieces = text.split(separator: "*", omittingEmptySubsequences: false).map { Array($0.utf8) }
  }

  /// Whether all of `value` is like this.
  ///
  /// It takes the product of both lengths at most: each piece is looked for once, behind the one before it.
  func matches(_ value: ArraySlice<UInt8>) -> Bool {
    guard let first = pieces.first, let last = pieces.last, value.starts(with: first) else { return false }
    guard pieces.count > 1 else { return value.count == first.count }
    var rest = value.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let start = rest.indices.first(where: { rest[$0...].starts(with: piece) }) else { return false }
      rest = rest[(start + piece.count)...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }
}
