internal import Mustache

/// Names with what they stand for: the library finds out faster what this is than what a Dictionary is.
struct GroupValue: MustacheParent {
  let fields: [String: Any]

  func child(named name: String) -> Any? { fields[name] }
}
