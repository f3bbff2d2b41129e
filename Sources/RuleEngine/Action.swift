package import SIP

/// What a rule does with the place that it found.
package enum Action: Sendable {
  /// Replaces the value of the slot.
  case set(Replacement)
  /// Replaces the header or SDP line; where several lines were found, the first, and the others go.
  case line(Replacement)
  /// Replaces the parameter together with its semicolon.
  ///
  /// With `addsMissing` it is put behind the other parameters where it is not there.
  case parameter(Replacement, addsMissing: Bool)
  /// Gives the header another name.
  case rename(Replacement)
  /// Puts a field of an injection file in place; the captured value goes into that file.
  case field(FieldReference)
  /// Takes the line, the parameter or the body away.
  case drop
  /// Leaves it as captured, against every rule of less weight.
  case keep
  /// Adds a line behind the last line of the slot's header, where no other line of header `unless` stands.
  case add(Replacement, absent: HeaderName?)
  /// Says that what stands there, or what has that form, is an identity: the call is told with another in its place.
  case disguise(DisguiseKind)
}

extension Action {
  /// The text that it puts in place; nil when it brings none of its own.
  package var replacement: Replacement? {
    switch self {
    case .set(let text), .line(let text), .parameter(let text, _), .rename(let text), .add(let text, _): text
    case .field, .drop, .keep, .disguise: nil
    }
  }

  /// As it is written in a rule file: `set: "[local_ip]"`.
  package var written: String {
    switch self {
    case .set(let text): "set: \(text.quoted)"
    case .line(let text): "line: \(text.quoted)"
    case .parameter(let text, let addsMissing): "param: \(text.quoted)" + (addsMissing ? ", missing: add" : "")
    case .rename(let text): "rename: \(text.quoted)"
    case .field(let field):
      "field: { file: \(field.file), column: \(field.column)"
        + (field.line.map { ", line: \($0.quoted)" } ?? "") + " }"
    case .drop: "drop: true"
    case .keep: "keep: true"
    case .disguise(let kind): "disguise: \(kind.rawValue)"
    case .add(let text, let absent): "add: \(text.quoted)" + (absent.map { ", absent: \($0)" } ?? "")
    }
  }
}
