package import Diagnostics

/// A column of an injection file: what `[field0 file="users.csv"]` means to an engine.
package struct FieldReference: Sendable {
  /// The name of the file, which is written beside the scenarios.
  package let file: String
  /// Counted from 0, as the engines do.
  package let column: Int
  /// What the column holds instead of the captured value, for the place of a whole line: something that the engine
  /// fills in when it reads the field, such as SIPp's `[authentication ...]`.
  ///
  /// `{auth_user}` stands for the user name of the captured credentials. Nil for the captured value.
  package let line: Replacement?
  /// Where it is written.
  package let location: Location

  /// The file of a rule that names none.
  package static let usualFile = "fields.csv"
  /// The columns that there can be.
  package static let columns = 0...99

  /// The names that may stand in braces in `line`.
  static let placeholders = ["auth_user"]

  /// What the column holds; nil for the captured value.
  package func line(authUser: String) -> String? {
    line?.text.split(separator: "{auth_user}", omittingEmptySubsequences: false).joined(separator: authUser)
  }

  /// Whether engines take `name` for the name of a file.
  ///
  /// They cut a keyword where a digit follows `+` or `-`, and the file has to stand beside the scenarios.
  package static func isFileName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, bytes.count <= 64, first.isNameByte, first != UInt8(ascii: ".") else { return false }
    return bytes.indices.allSatisfy { index in
      if bytes[index].isNameByte { return true }
      guard bytes[index] == UInt8(ascii: "-"), index + 1 < bytes.count else { return false }
      return !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index + 1])
    }
  }
}

extension UInt8 {
  /// A letter, a digit, `_` or `.`.
  fileprivate var isNameByte: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }
}
