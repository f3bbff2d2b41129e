private import Glibc

/// What the terminal that reads standard output can show.
struct Terminal {
  /// How many letters a line has.
  let columns: Int
  /// Whether it shows more than ASCII.
  let isUnicode: Bool
  let hasColours: Bool

  /// Of this process: `COLUMNS` goes before what the terminal says, 80 where there is neither.
  static var current: Terminal {
    var size = winsize()
    let isAsked = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let columns = variable("COLUMNS").flatMap { Int($0) }.flatMap { (1...10_000).contains($0) ? $0 : nil }
    // The first of them that is set decides, as for setlocale.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first?.lowercased() ?? ""
    return Terminal(
      columns: columns ?? (isAsked ? Int(size.ws_col) : 80),
      isUnicode: locale.contains("utf-8") || locale.contains("utf8"),
      hasColours: isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR") == nil && variable("TERM") != "dumb"
    )
  }

  /// A variable of the environment; nil when it is not set or empty.
  private static func variable(_ name: String) -> String? {
    guard let text = unsafe getenv(name), unsafe text.pointee != 0 else { return nil }
    return unsafe String(cString: text)
  }
}
