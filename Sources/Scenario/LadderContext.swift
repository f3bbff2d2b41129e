import Diagnostics
import Templates
import Wire

/// Turns a ladder into the fields of `LadderSchema`.
struct LadderContext {
  private let ladder: Ladder
  private let rungs: [Ladder.Rung]
  private let geometry: LadderGeometry

  /// A browser takes a minute for ten thousand rules that tell which message is open, and no time for these.
  private static let mostMarked = 500

  init(_ ladder: Ladder) {
    self.ladder = ladder
    rungs = ladder.rungs
    geometry = LadderGeometry(ladder, rungs)
  }

  var fields: [String: Value] {
    let bands = rungs.enumerated().compactMap { index, rung -> (rung: Int, band: Ladder.Band)? in
      if case .band(let band) = rung { (index, band) } else { nil }
    }
    var bars = geometry.bars(of: bands)[...]
    var number = 0
    let drawn = rungs.indices.map { index -> Value in
      switch rungs[index] {
      case .arrow(let arrow):
        number += 1
        return .group(["arrow": .group(fields(of: arrow, number: number, y: geometry.y(of: index)))])
      case .band(let band):
        var fields = fields(of: band, y: geometry.y(of: index))
        if let bar = bars.popFirst() {
          fields["bar_x"] = text(bar.x)
          fields["bar_y"] = text(bar.y)
          fields["bar_width"] = text(bar.width)
          fields["bar_height"] = text(bar.height)
        }
        return .group(["band": .group(fields)])
      }
    }
    return [
      "width": text(geometry.width),
      "height": text(geometry.height),
      "head": text(LadderGeometry.head),
      "short": .flag(ladder.arrows.count <= Self.mostMarked),
      "gutter": text(LadderGeometry.gutter),
      "lanes": .list(ladder.lanes.indices.map { .group(fields(of: ladder.lanes[$0], at: geometry.x(of: $0))) }),
      "pauses": .list(
        geometry.pauses.map { pause in
          .group(["y": text(pause.y), "seconds": .text(Duration.microseconds(pause.microseconds).seconds)])
        }
      ),
      "rungs": .list(drawn),
    ]
  }

  private func text(_ number: Int) -> Value { .text(String(number)) }

  /// Captured text on one line, cut where it would not fit.
  private func shown(_ text: String, in room: Int = .max) -> Value {
    let text = text.printable
    return .text(text.count <= room ? text : text.prefix(max(0, room - 1)) + "…")
  }

  /// The same cut in its middle: what tells two addresses apart is their end.
  private func shownWithEnd(_ text: String, in room: Int) -> Value {
    let text = text.printable
    guard text.count > room, room > 2 else { return .text(text) }
    return .text(text.prefix((room - 1) / 2) + "…" + text.suffix(room / 2))
  }

  private func fields(of lane: Ladder.Lane, at x: Int) -> [String: Value] {
    let room = geometry.roomOfLane
    return [
      "x": text(x),
      "label": shownWithEnd(lane.label, in: room.title),
      "identity": shown(lane.identity ?? lane.agent ?? "", in: room.detail),
      "host": shown(lane.label),
      "about": shown(lane.about),
    ]
  }

  private func fields(of arrow: Ladder.Arrow, number: Int, y: Int) -> [String: Value] {
    var fields = fields(of: arrow.crossing, y: y, title: arrow.label, detail: arrow.session ?? "")
    fields["above"] = text(y - 7)
    fields["below"] = text(y + 15)
    fields["number"] = text(number)
    fields["previous"] = .text(number > 1 ? String(number - 1) : "")
    fields["next"] = .text(number < ladder.arrows.count ? String(number + 1) : "")
    fields["line"] = .text(geometry.line(of: arrow.crossing, y: y))
    fields["head"] = .text(geometry.head(of: arrow.crossing, y: y))
    fields["sort"] = .text(arrow.sort.rawValue)
    fields["transport"] = .text(arrow.transport.rawValue)
    fields["repetitions"] = .text(arrow.retransmissions.map { "\($0)" }.joined(separator: ", "))
    fields["text"] = .text(arrow.text)
    return fields
  }

  private func fields(of band: Ladder.Band, y: Int) -> [String: Value] {
    var fields = fields(of: band.crossing, y: y, title: band.label, detail: band.quality)
    fields["above"] = text(band.quality.isEmpty ? y + 5 : y - 3)
    fields["below"] = text(y + 12)
    fields["outline"] = .text(geometry.outline(of: band.crossing, y: y))
    fields["lossy"] = .flag(band.lost ?? 0 > 0)
    fields["until"] = .text(Duration.microseconds(band.last).seconds)
    return fields
  }

  private func fields(of crossing: Ladder.Crossing, y: Int, title: String, detail: String) -> [String: Value] {
    let room = geometry.room(of: crossing)
    return [
      "y": text(y),
      "middle": text(geometry.middle(of: crossing)),
      "time": .text(Duration.microseconds(crossing.at).seconds),
      "frame": .text(crossing.frame.map { "\($0)" } ?? ""),
      "from": .text(crossing.source.description),
      "to": .text(crossing.destination.description),
      "title": shown(title, in: room.title),
      "detail": shown(detail, in: room.detail),
      "about": shown([title, detail].filter { !$0.isEmpty }.joined(separator: ", ")),
    ]
  }
}
