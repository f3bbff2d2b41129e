import Diagnostics

extension Findings {
  /// More errors than this are told in one sentence.
  private static let most = 100

  static let moreErrors = "there are more errors: mend these first"

  /// Whether there are more errors than anybody reads; a hostile file has hundreds of thousands.
  var areEnough: Bool { all.count >= Self.most && all.count { $0.severity == .error } >= Self.most }

  /// Adds what was found in a part of the file, unless there are enough errors already.
  mutating func take(_ others: Findings) {
    for finding in others.all {
      guard !areEnough else { return error("yaml-errors", Self.moreErrors) }
      add(finding)
    }
  }
}
