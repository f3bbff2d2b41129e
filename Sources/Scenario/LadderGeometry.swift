import Wire

/// Where everything of a ladder stands in a drawing, in points from its upper left corner.
///
/// Rungs follow one another in equal steps, whatever time lies between them; a long pause takes a little more room.
struct LadderGeometry {
  /// What the names of hosts take above.
  static let head = 64
  /// Times and frames stand left of this.
  static let gutter = 84
  /// From the outermost lanes to what stands beside them, for the halves of their names.
  private static let margins = 104...160
  /// From a message to what comes next.
  private static let step = 46
  /// From media to what comes next.
  private static let bandStep = 58
  /// Half of the height of a band.
  private static let bandHalf = 19
  /// The width of the bars that tell how long media lasted.
  private static let bar = 6
  /// How many of them stand beside each other; more of them lie over one another.
  private static let mostBars = 4
  /// The widths of a letter in a first line and in a second one, about, in tenths of a point.
  private static let letters = (title: 80, detail: 60)
  /// The room that neither of them may take, at both ends.
  private static let ends = 44
  /// The room between two lanes.
  private static let spacings = 210...360

  private let spacing: Int
  private let margin: Int
  /// When each rung is, and its height.
  private let places: [(at: Int, y: Int)]
  /// Pauses of a second or more: where they are, and how long.
  let pauses: [(y: Int, microseconds: Int)]
  let width: Int
  let height: Int

  init(_ ladder: Ladder, _ rungs: [Ladder.Rung]) {
    // The longest text between two neighbours decides, or the longest name.
    let widest = rungs.map { rung in
      let (title, detail) = rung.lengths
      let width = max(title * Self.letters.title, detail * Self.letters.detail) / 10 + Self.ends
      return width / max(1, abs(rung.crossing.to - rung.crossing.from))
    }
    let name = (ladder.lanes.map(\.label.count).max() ?? 0) * Self.letters.title / 10 + 8
    spacing = max(widest.max() ?? 0, name).clamped(to: Self.spacings)
    margin = (name / 2).clamped(to: Self.margins)
    var places: [(at: Int, y: Int)] = []
    var pauses: [(y: Int, microseconds: Int)] = []
    var y = Self.head + 34
    var before: Int?
    for rung in rungs {
      let at = rung.crossing.at
      if let before, at - before >= 1_000_000 {
        // Each doubling of the pause adds a little.
        let room = 18 + 3 * (Int.bitWidth - ((at - before) / 1_000_000).leadingZeroBitCount)
        pauses.append((y + room / 2 - Self.step / 2, at - before))
        y += room
      }
      if case .band = rung { y += (Self.bandStep - Self.step) / 2 }
      places.append((at, y))
      if case .band = rung { y += Self.bandStep - (Self.bandStep - Self.step) / 2 } else { y += Self.step }
      before = max(before ?? at, at)
    }
    self.places = places
    self.pauses = pauses
    width = Self.gutter + 2 * margin + max(0, ladder.lanes.count - 1) * spacing
    height = y + 6
  }

  func x(of lane: Int) -> Int { Self.gutter + margin + lane * spacing }

  func y(of rung: Int) -> Int { places[rung].y }

  /// The height of a moment: between two rungs as far from each as it is in time.
  private func y(at moment: Int) -> Int {
    var next = 0
    var end = places.count
    while next < end {
      let middle = (next + end) / 2
      if places[middle].at > moment { end = middle } else { next = middle + 1 }
    }
    guard next < places.count else { return height - 22 }
    guard next > 0 else { return places[0].y }
    let (above, below) = (places[next - 1], places[next])
    return above.y + Int(Double(below.y - above.y) * Double(moment - above.at) / Double(max(1, below.at - above.at)))
  }

  /// How many letters fit between the lanes of a crossing, in the first line and in the second.
  func room(of crossing: Ladder.Crossing) -> (title: Int, detail: Int) {
    let room = (max(1, abs(crossing.to - crossing.from)) * spacing - Self.ends + 8) * 10
    return (room / Self.letters.title, room / Self.letters.detail)
  }

  /// The same above a lane.
  var roomOfLane: (title: Int, detail: Int) {
    let room = min(spacing, 2 * margin) * 10
    return (room / Self.letters.title, room / Self.letters.detail)
  }

  /// The middle between the lanes of a crossing; beside the only one of what a host sends to itself.
  func middle(of crossing: Ladder.Crossing) -> Int {
    crossing.from == crossing.to ? x(of: crossing.from) + 90 : (x(of: crossing.from) + x(of: crossing.to)) / 2
  }

  /// The line of an arrow, as the path of an SVG.
  func line(of crossing: Ladder.Crossing, y: Int) -> String {
    let (start, end) = (x(of: crossing.from), x(of: crossing.to))
    if start == end { return "M\(start) \(y - 8)h34v16H\(end + 7)" }
    return "M\(start) \(y)H\(end + (start < end ? -7 : 7))"
  }

  /// The corners of its head.
  func head(of crossing: Ladder.Crossing, y: Int) -> String {
    let (start, end) = (x(of: crossing.from), x(of: crossing.to))
    let back = start < end ? -9 : 9
    let tip = start == end ? y + 8 : y
    return "\(end),\(tip) \(end + back),\(tip - 5) \(end + back),\(tip + 5)"
  }

  /// The corners of a band: a bar with a point.
  func outline(of crossing: Ladder.Crossing, y: Int) -> String {
    let start = x(of: crossing.from)
    let end = crossing.from == crossing.to ? start + 180 : x(of: crossing.to)
    let sign = start < end ? 1 : -1
    let (tail, neck, tip) = (start + 8 * sign, end - 20 * sign, end - 5 * sign)
    let (top, bottom) = (y - Self.bandHalf, y + Self.bandHalf)
    return "\(tail),\(top) \(neck),\(top) \(tip),\(y) \(neck),\(bottom) \(tail),\(bottom)"
  }

  /// The bars that tell from when to when each band lasted, beside the lane of its sender; those that last at the same
  /// time stand beside each other.
  func bars(of bands: [(rung: Int, band: Ladder.Band)]) -> [(x: Int, y: Int, width: Int, height: Int)] {
    var ends: [Int: [Int]] = [:]
    return bands.map { rung, band in
      let lane = band.crossing.from
      let top = y(of: rung) - Self.bandHalf
      let bottom = max(y(of: rung) + Self.bandHalf, y(at: band.last))
      var slots = ends[lane] ?? []
      let slot = min(slots.firstIndex { $0 < top } ?? slots.count, Self.mostBars - 1)
      if slot < slots.count { slots[slot] = bottom } else { slots.append(bottom) }
      ends[lane] = slots
      // On the side to which the band goes, so that neighbours' bars don't meet.
      let side = band.crossing.to >= lane ? 1 : -1
      let offset = slot * (Self.bar + 2)
      let left = x(of: lane) + (side > 0 ? offset + 1 : -offset - 1 - Self.bar)
      return (left, top, Self.bar, bottom - top)
    }
  }
}

extension Ladder.Rung {
  /// How many letters its two lines have.
  fileprivate var lengths: (title: Int, detail: Int) {
    switch self {
    case .arrow(let arrow): (arrow.label.count, arrow.session?.count ?? 0)
    case .band(let band): (band.label.count, band.quality.count)
    }
  }
}

extension Int {
  fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(range.upperBound, Swift.max(range.lowerBound, self))
  }
}

extension Ladder.Arrow {
  /// `180 Ringing (INVITE)`, with the number of repetitions.
  package var label: String {
    let repetitions = retransmissions.isEmpty ? "" : ", repeated \(retransmissions.count)×"
    return title + (answers.map { " (\($0))" } ?? "") + repetitions
  }
}

extension Ladder.Band {
  /// `audio PCMU/8000, 60 packets in 1.160 s`.
  var label: String { "\(title), \(amount)" }

  /// `none lost, jitter 0.4 ms (at most 1.2)`; empty where nothing can be measured.
  package var quality: String { [loss, jitterText].compactMap(\.self).joined(separator: ", ") }
}
