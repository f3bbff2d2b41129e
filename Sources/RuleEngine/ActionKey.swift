/// The keys that say what a rule does, of which it has exactly one.
package enum ActionKey: String, CaseIterable, Sendable {
  case set, param, line, rename, field, add, drop, keep, disguise

  /// One line on what it does, for the documentation and for editors.
  package var help: String {
    switch self {
    case .set: "replaces the value of the slot"
    case .param: "replaces a parameter together with its semicolon"
    case .line: "replaces the header or SDP line; of several lines of one header the first, and the others go"
    case .rename: "gives the header another name"
    case .field: "a field of an injection file: a column, or a mapping of file, column and line"
    case .add: "adds a line behind the slot's last line; with several slots behind the first that is there"
    case .drop: "takes the line, the parameter or the body away"
    case .keep: "leaves it as captured, against every lighter rule"
    case .disguise: "says that what stands there is an identity of this kind, which another takes the place of"
    }
  }
}

/// The keys of the mapping behind `field`.
package enum FieldKey: String, CaseIterable, Sendable {
  case file, column, line

  /// One line on what it means.
  package var help: String {
    switch self {
    case .file: "name of the injection file, written beside the scenarios; \(FieldReference.usualFile) when left out"
    case .column: "which field of its lines, from 0"
    case .line: "what the column holds instead of the captured value, for the place of a whole line"
    }
  }
}
