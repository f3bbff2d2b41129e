internal import Mustache

/// Text as the library takes it without a look at what else it might be.
///
/// Where it is empty it is false as a section, which the library's own empty String is not; so it stands for a group that is
/// not there, too.
struct TextValue: MustacheCustomRenderable, MustacheParent, MustacheTransformable {
  let renderText: String

  /// Text of these bytes, hidden from the library.
  init(_ bytes: some Collection<UInt8>) {
    renderText = ByteText.hidden(bytes)
  }

  /// What is not there.
  init() {
    renderText = ""
  }

  var isNull: Bool { renderText.isEmpty }

  func child(named: String) -> Any? { nil }

  func transform(_ name: String) -> Any? {
    if isNull { name == "empty" ? true : self } else { renderText.transform(name) }
  }
}
