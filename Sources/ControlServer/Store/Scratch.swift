#if Control
import Foundation

/// A path in the scratch folder; what is there goes when nobody needs it any more.
final class Scratch: Sendable {
  let path: String

  init(in folder: DataFolder) { path = folder.newScratch() }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
#endif
