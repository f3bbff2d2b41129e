/// The characters that SIP and SDP give a meaning to, as bytes.
extension UInt8 {
  /// HTAB.
  @inlinable public static var tab: UInt8 { UInt8(ascii: "\t") }
  /// LF.
  @inlinable public static var lineFeed: UInt8 { UInt8(ascii: "\n") }
  /// CR.
  @inlinable public static var carriageReturn: UInt8 { UInt8(ascii: "\r") }
  /// SP.
  @inlinable public static var space: UInt8 { UInt8(ascii: " ") }
  /// A full stop.
  @inlinable public static var quote: UInt8 { UInt8(ascii: "\"") }
  /// A full stop.
  @inlinable public static var backslash: UInt8 { UInt8(ascii: "\\") }
  /// A full stop.
  @inlinable public static var comma: UInt8 { UInt8(ascii: ",") }
  /// A full stop.
  @inlinable public static var colon: UInt8 { UInt8(ascii: ":") }
  /// A full stop.
  @inlinable public static var semicolon: UInt8 { UInt8(ascii: ";") }
  /// A full stop.
  @inlinable public static var equals: UInt8 { UInt8(ascii: "=") }
  /// A full stop.
  @inlinable public static var question: UInt8 { UInt8(ascii: "?") }
  /// A full stop.
  @inlinable public static var at: UInt8 { UInt8(ascii: "@") }
  /// A full stop.
  @inlinable public static var slash: UInt8 { UInt8(ascii: "/") }
  /// A full stop.
  @inlinable public static var dot: UInt8 { UInt8(ascii: ".") }
  /// A full stop.
  @inlinable public static var less: UInt8 { UInt8(ascii: "<") }
  /// A full stop.
  @inlinable public static var greater: UInt8 { UInt8(ascii: ">") }
  /// A full stop.
  @inlinable public static var openBracket: UInt8 { UInt8(ascii: "[") }
  /// A full stop.
  @inlinable public static var closeBracket: UInt8 { UInt8(ascii: "]") }

  /// A digit of a decimal number.
  @inlinable public var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// A letter of ASCII.
  @inlinable public var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }

  /// Blank, tab, CR or LF: what may stand around a value in a folded header (RFC 3261 section 25.1, LWS).
  @inlinable public var isLinearSpace: Bool {
    self == .space || self == .tab || self == .carriageReturn || self == .lineFeed
  }

  /// A character of a `token` (RFC 3261 section 25.1).
  @inlinable public var isToken: Bool {
    // A bit for each letter and digit, and for -.!%*_+`'~
    let set: UInt64 = self < 64 ? 0x03FF_6CA2_0000_0000 : 0x47FF_FFFF_87FF_FFFE
    return self < 128 && set &>> UInt64(self & 63) & 1 == 1
  }

  /// This byte, an upper-case letter of ASCII made lower-case.
  @inlinable public var lowercasedASCII: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

  /// What this byte is worth as a hexadecimal digit, nil when it is none.
  @inlinable public var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}
