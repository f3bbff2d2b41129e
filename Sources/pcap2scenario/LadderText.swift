import Diagnostics
import Dialog
import Scenario
import Wire

/// A ladder for a terminal: a column for each host, a line or two for each message and each flow of media.
///
/// Where the hosts would stand too close to each other for that, each rung names both of its hosts instead.
struct LadderText {
  private let ladder: Ladder
  private let terminal: Terminal
  private let glyphs: Glyphs
  /// The columns that times and frames take, each with what stands behind it.
  private let timeWidth: Int
  private let frameWidth: Int
  /// From one lane to the next; nil where there is no room for lanes.
  private let spacing: Int?

  /// Lanes closer to each other leave no room for a word.
  private static let closest = 16
  /// Further apart no line is easier to read.
  private static let furthest = 64

  init(_ ladder: Ladder, on terminal: Terminal) {
    self.ladder = ladder
    self.terminal = terminal
    glyphs = terminal.isUnicode ? .unicode : .ascii
    let crossings = ladder.rungs.map(\.crossing)
    timeWidth = crossings.map { Self.time($0).count }.max().map { max($0, 7) } ?? 7
    frameWidth = max(5, crossings.map { $0.frame.map { "\($0)".count } ?? 0 }.max() ?? 0)
    let room = terminal.columns - 1 - (timeWidth + frameWidth + 4)
    let widest = min(Self.furthest, room / max(1, ladder.lanes.count - 1))
    spacing = ladder.lanes.count > 1 && widest >= Self.closest ? widest : nil
  }

  var text: String {
    let lines = title + [""] + legend + [""] + head + ladder.rungs.flatMap(lines)
    return lines.map { shown($0) + "\n" }.joined()
  }

  private func shown(_ line: String) -> String { terminal.isUnicode ? line : line.ascii }

  private var title: [String] {
    [
      "\(ladder.capture): call \(ladder.number), \(ladder.kind.rawValue), \(ladder.outcome), "
        + "\(Duration.microseconds(ladder.duration).seconds) s, began \(ladder.start.milliseconds) UTC",
      "Call-ID \(ladder.callID)",
    ].map(\.printable)
  }

  private var legend: [String] {
    let width = ladder.lanes.map(\.label.columns).max() ?? 0
    let names = ladder.lanes.map(\.id.count).max() ?? 0
    return ladder.lanes.map { lane in
      ("  " + lane.id.filled(to: names) + "  " + lane.label.filled(to: width) + "  " + lane.about.printable)
        .trimmed.cut(to: terminal.columns, glyphs.ellipsis)
    }
  }

  /// The names of the hosts above their lanes: endpoints where there is room for all, else what the legend calls them.
  private var head: [String] {
    guard let spacing else { return [] }
    let labels = places(of: ladder.lanes.map(\.label), spacing)
    let isTight = zip(labels, labels.dropFirst()).contains { $0.end >= $1.start }
    var line = TextLine()
    line.write("s", at: timeWidth - 1)
    line.write("frame", at: timeWidth + 2 + frameWidth - 5)
    for name in isTight ? places(of: ladder.lanes.map(\.id), spacing) : labels {
      line.write(name.text, at: name.start, .bold)
    }
    return [line.text(coloured: terminal.hasColours)]
  }

  /// The outermost names stand within the ladder, the others in the middle above their lanes.
  private func places(of names: [String], _ spacing: Int) -> [(text: String, start: Int, end: Int)] {
    names.enumerated().map { index, name in
      let shift = index == 0 ? 0 : index == names.count - 1 ? name.columns - 1 : name.columns / 2
      let start = column(of: index, spacing) - shift
      return (name, start, start + name.columns)
    }
  }

  private func column(of lane: Int, _ spacing: Int) -> Int { timeWidth + frameWidth + 4 + lane * spacing }

  private static func time(_ crossing: Ladder.Crossing) -> String { Duration.microseconds(crossing.at).seconds }

  private func lines(of rung: Ladder.Rung) -> [String] {
    let crossing = rung.crossing
    let span = spacing.map { max(1, abs(crossing.from - crossing.to)) * $0 }
    let names = "\(ladder.lanes[crossing.from].id) \(glyphs.points) \(ladder.lanes[crossing.to].id)  "
    let listed = terminal.columns - timeWidth - frameWidth - 4 - names.columns
    // Beside the first line stand a blank, a piece of line and the head, beside the others blanks.
    let texts = rung.parts.packed(
      first: span.map { $0 - 6 } ?? listed,
      others: span.map { $0 - 3 } ?? listed,
      glyphs.ellipsis
    )
    return texts.enumerated().map { index, text in
      var line = TextLine()
      if index == 0 {
        let (time, frame) = (Self.time(crossing), crossing.frame.map { "\($0)" } ?? "")
        line.write(time, at: timeWidth - time.count)
        line.write(frame, at: timeWidth + 2 + frameWidth - frame.count, .faint)
      }
      if let spacing {
        draw(rung, text, isFirst: index == 0, spacing, &line)
      } else {
        let start = timeWidth + frameWidth + 4
        if index == 0 { line.write(names, at: start) }
        line.write(text, at: start + names.columns, rung.style)
      }
      return line.text(coloured: terminal.hasColours)
    }
  }

  /// The lanes, the arrow of the first line, and a text in its middle.
  private func draw(_ rung: Ladder.Rung, _ text: String, isFirst: Bool, _ spacing: Int, _ line: inout TextLine) {
    let crossing = rung.crossing
    for lane in ladder.lanes.indices { line.write(glyphs.lane, at: column(of: lane, spacing), .faint) }
    let (start, end) = (column(of: crossing.from, spacing), column(of: crossing.to, spacing))
    guard start != end else {
      line.write(isFirst ? glyphs.loop : "", at: start + 1, rung.style)
      line.write(text, at: start + 5, rung.style)
      return
    }
    let (left, right) = (min(start, end), max(start, end))
    if isFirst {
      for column in left + 1..<right { line.write(glyphs.line(of: rung), at: column, rung.style) }
      for lane in min(crossing.from, crossing.to) + 1..<max(crossing.from, crossing.to) {
        line.write(glyphs.crossed(by: rung), at: column(of: lane, spacing), rung.style)
      }
      line.write(start < end ? glyphs.right : glyphs.left, at: start < end ? end - 1 : end + 1, rung.style)
    }
    let padded = " \(text) "
    line.write(padded, at: (left + right + 1 - padded.columns) / 2, isFirst ? rung.style : .faint)
  }
}

extension Ladder.Rung {
  /// What is told of it, the most important first.
  fileprivate var parts: [String] {
    switch self {
    case .arrow(let arrow): [arrow.label, arrow.session].compactMap { $0?.printable }
    case .band(let band): [band.title, band.amount, band.loss, band.jitterText].compactMap { $0?.printable }
    }
  }

  fileprivate var style: TextLine.Style {
    switch self {
    case .band(let band): band.lost ?? 0 > 0 ? .red : .magenta
    case .arrow(let arrow):
      switch arrow.sort {
      case .request: .bold
      case .provisional: .plain
      case .success: .green
      case .redirection: .yellow
      case .failure: .red
      }
    }
  }
}

/// What arrows are made of.
private struct Glyphs {
  let lane, message, media, left, right, loop, points, ellipsis: String
  /// Where a message or media crosses a lane in between.
  let messageCrossing, mediaCrossing: String

  static let unicode = Glyphs(
    lane: "│",
    message: "─",
    media: "═",
    left: "◀",
    right: "▶",
    loop: "◀─╮",
    points: "→",
    ellipsis: "…",
    messageCrossing: "┼",
    mediaCrossing: "╪"
  )
  static let ascii = Glyphs(
    lane: "|",
    message: "-",
    media: "=",
    left: "<",
    right: ">",
    loop: "<-+",
    points: "->",
    ellipsis: "~",
    messageCrossing: "+",
    mediaCrossing: "+"
  )

  func line(of rung: Ladder.Rung) -> String { if case .band = rung { media } else { message } }

  func crossed(by rung: Ladder.Rung) -> String { if case .band = rung { mediaCrossing } else { messageCrossing } }
}

extension [String] {
  /// As many of them in each line as it has room for, with commas between; what is too long by itself is cut.
  fileprivate func packed(first: Int, others: Int, _ ellipsis: String) -> [String] {
    var lines: [String] = []
    for part in self {
      if let last = lines.last, last.columns + 2 + part.columns <= (lines.count == 1 ? first : others) {
        lines[lines.count - 1] = "\(last), \(part)"
      } else {
        lines.append(part.cut(to: lines.isEmpty ? first : others, ellipsis))
      }
    }
    return lines
  }
}
