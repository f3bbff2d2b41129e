#if Control
import Foundation

/// The last lists of calls, so that a way from a list to a call and back does not read the capture each time.
actor SurveyCache {
  /// What a list was made of: a capture that is uploaded anew is another one.
  struct Key: Hashable, Sendable {
    let capture: String
    let size: Int
    let uploadedAt: Timestamp
    let arguments: [String]
  }

  struct Entry: Sendable {
    /// JSON.
    let calls: Data
    let lines: [String]
  }

  static let mostEntries = 16
  /// Longer lists are not kept, in bytes.
  static let largestEntry = 4 << 20

  /// The one used last stands last.
  private var entries: [(key: Key, entry: Entry)] = []

  func find(_ key: Key) -> Entry? {
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
    entries.append(entries.remove(at: index))
    return entries.last?.entry
  }

  func keep(_ entry: Entry, for key: Key) {
    guard entry.calls.count <= Self.largestEntry else { return }
    entries.removeAll { $0.key == key }
    if entries.count >= Self.mostEntries { entries.removeFirst() }
    entries.append((key, entry))
  }
}
#endif
