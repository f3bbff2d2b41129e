#if Control
/// What changed between two texts, line by line.
struct TextDiff: Encodable, Sendable {
  struct Line: Encodable, Hashable, Sendable {
    /// `same`, `removed` or `added`.
    let sort: String
    /// The number in the old text, from 1; nil for an added line.
    let old: Int?
    /// The number in the new text; nil for a removed one.
    let new: Int?
    let text: String
  }

  let lines: [Line]

  /// Beyond so many lines that differ in both together, all of the old is removed and all of the new added: to find the
  /// shortest way takes the product of both.
  static let most = 4000

  init(from old: String, to new: String) {
    let old = Self.lines(of: old)
    let new = Self.lines(of: new)
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed()).prefix { $0 == $1 }.count
    let (olds, news) = (old[head..<(old.count - tail)], new[head..<(new.count - tail)])
    var removed = Set(olds.indices)
    var added = Set(news.indices)
    if olds.count + news.count <= Self.most {
      removed = []
      added = []
      for change in Array(news).difference(from: Array(olds)) {
        switch change {
        case .remove(let offset, _, _): removed.insert(head + offset)
        case .insert(let offset, _, _): added.insert(head + offset)
        }
      }
    }
    var lines: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, removed.contains(i) {
        lines.append(Line(sort: "removed", old: i + 1, new: nil, text: old[i]))
        i += 1
      } else if j < new.count, added.contains(j) {
        lines.append(Line(sort: "added", old: nil, new: j + 1, text: new[j]))
        j += 1
      } else {
        lines.append(Line(sort: "same", old: i + 1, new: j + 1, text: new[j]))
        i += 1
        j += 1
      }
    }
    self.lines = lines
  }

  private static func lines(of text: String) -> [String] {
    // By bytes: for a Character, CR and LF are one.
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String($0) ?? "" }
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
#endif
