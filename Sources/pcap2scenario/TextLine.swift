/// A line of a terminal, written column by column.
struct TextLine {
  /// How letters look where there are colours (ECMA-48 section 8.3.117).
  enum Style: String {
    case plain = ""
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case magenta = "35"
  }

  private struct Cell {
    /// What stands in it; nothing behind a letter that takes two columns.
    var text = " "
    var style = Style.plain
  }

  private var cells: [Cell] = []

  /// Writes over what stands there.
  mutating func write(_ text: String, at column: Int, _ style: Style = .plain) {
    var column = max(0, column)
    for scalar in text.unicodeScalars {
      let width = scalar.columns
      while cells.count < column + max(1, width) { cells.append(Cell()) }
      if width == 0 {
        // It joins the letter in front.
        if column > 0 { cells[column - 1].text.unicodeScalars.append(scalar) }
        continue
      }
      cells[column] = Cell(text: String(scalar), style: style)
      for behind in 1..<max(1, width) where width > 1 { cells[column + behind] = Cell(text: "", style: style) }
      column += width
    }
  }

  func text(coloured: Bool) -> String {
    guard coloured else { return cells.map(\.text).joined().trimmed }
    var text = ""
    var style = Style.plain
    for cell in cells {
      if cell.style != style {
        text += cell.style == .plain ? "\u{1B}[0m" : "\u{1B}[0;\(cell.style.rawValue)m"
        style = cell.style
      }
      text += cell.text
    }
    return style == .plain ? text.trimmed : text + "\u{1B}[0m"
  }
}

extension Unicode.Scalar {
  /// How many columns of a terminal it takes: East Asian letters take two, marks that join a letter none.
  fileprivate var columns: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}

extension String {
  /// How many columns of a terminal it takes.
  var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

  /// Without blanks at its end.
  var trimmed: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }

  /// With blanks up to that many columns.
  func filled(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }

  /// No more than that many columns of it.
  func cut(to width: Int, _ ellipsis: String) -> String {
    guard columns > width else { return self }
    var text = ""
    var taken = 0
    for scalar in unicodeScalars {
      guard taken + scalar.columns < width else { break }
      text.unicodeScalars.append(scalar)
      taken += scalar.columns
    }
    return text + ellipsis
  }

  /// For a terminal that shows nothing else: other letters become question marks.
  var ascii: String {
    String(
      decoding: unicodeScalars.map { $0 == "×" ? UInt8(ascii: "x") : $0.isASCII ? UInt8($0.value) : UInt8(ascii: "?") },
      as: UTF8.self
    )
  }
}
