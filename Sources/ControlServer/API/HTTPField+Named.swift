#if Control
import HTTPTypes

extension HTTPField.Name {
  /// A header that the library has no name for; what is no name of a header gives one that nobody sends.
  static func named(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .trailer }
}
#endif
