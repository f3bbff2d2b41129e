import Diagnostics

/// One step through a YAML text.
struct Event {
  let kind: Kind
  let location: Location
  /// The name behind `&`; nil without one.
  let anchor: String?
  /// The tag as resolved (`tag:yaml.org,2002:int` for `!!int`); nil without one.
  let tag: String?

  enum Kind {
    case documentStart
    case documentEnd
    case streamEnd
    case scalar(String, quoted: Bool)
    case listStart
    case listEnd
    case mappingStart
    case mappingEnd
    case alias(String)
  }
}
