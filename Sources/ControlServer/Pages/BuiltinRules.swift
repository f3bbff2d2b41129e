#if Control
/// Which rule sets the worker carries inside.
enum BuiltinRules {
  /// The engines that scenarios are written for: rule files that describe a target.
  static let targets = names { $0.contains("\ntarget:") }

  /// What can be laid over them; the last of several wins.
  static let overlays = names { !$0.contains("\ntarget:") && !$0.contains("\nname: common\n") }

  private static func names(where isWanted: (String) -> Bool) -> [String] {
    PageFiles.builtins.compactMap { path, bytes in
      guard path.hasPrefix("Rules/"), isWanted(String(decoding: bytes, as: UTF8.self)) else { return nil }
      return String(path.dropFirst("Rules/".count).dropLast(".yaml".count))
    }.sorted()
  }
}
#endif
