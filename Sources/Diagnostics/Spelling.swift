/// Guesses what was meant by a misspelt name.
package enum Spelling {
  /// ` (did you mean 'from.tag'?)`, or nothing when no candidate is near enough to `word`.
  package static func suggestion(for word: String, among candidates: some Sequence<String>) -> String {
    nearest(to: word, among: candidates).map { " (did you mean '\($0)'?)" } ?? ""
  }

  /// The candidate that the fewest slips turn into `word`; nil when it takes more than a third of its letters.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let length = word.count
    let limit = max(1, (length + 1) / 3)
    // What differs more in length needs more slips than that; a stranger's word can be as long as a file.
    let near = candidates.filter { abs($0.count - length) <= limit }
    let ranked = near.map { (candidate: $0, slips: slips(from: word.lowercased(), to: $0.lowercased())) }
    return ranked.filter { $0.slips <= limit }.min { ($0.slips, $0.candidate) < ($1.slips, $1.candidate) }?.candidate
  }

  /// The letters to insert, remove, replace or swap with their neighbour (optimal string alignment distance).
  private static func slips(from word: String, to other: String) -> Int {
    let left = Array(word)
    let right = Array(other)
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      for column in 1...right.count {
        let same = left[row - 1] == right[column - 1]
        var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          best = min(best, beforeLast[column - 2] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
