/// Why nothing more can be read of a file.
struct Damage: Error {
  enum Kind {
    /// The file ends in the middle of something.
    case cutOff
    /// What stands there can't be.
    case damaged
  }

  let kind: Kind
  let reason: String

  init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }
}
