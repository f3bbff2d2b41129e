internal import Mustache

/// Text that is empty, or a group that is not there: writes nothing, and is false as a section, which the library's own
/// empty String is not.
struct Nothing: MustacheCustomRenderable, MustacheParent, MustacheTransformable {
  var renderText: String { "" }
  var isNull: Bool { true }

  func child(named: String) -> Any? { nil }

  func transform(_ name: String) -> Any? { name == "empty" ? true : self }
}
