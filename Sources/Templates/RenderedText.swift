package import Diagnostics

/// What a template wrote, and the place in a template that each part of it comes from.
package struct RenderedText: Sendable {
  private struct Part {
    let start: Int
    let place: Int
  }

  package let bytes: [UInt8]
  private let parts: [Part]
  private let marks: Marks

  /// Takes the marks out of what the library wrote, and escapes the values that are to be.
  init(_ text: String, marks: Marks, escapes: Escapes) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var parts: [Part] = []
    var value: [UInt8] = []
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if let place = marks.number(of: scalar) {
        escapes.append(value[...], to: &bytes)
        value.removeAll(keepingCapacity: true)
        parts.append(Part(start: bytes.count, place: place))
        if case .value(isEscaped: true) = marks[place].writes { isEscaped = true } else { isEscaped = false }
      } else if isEscaped {
        ByteText.reveal(scalar, into: &value)
      } else {
        ByteText.reveal(scalar, into: &bytes)
      }
    }
    escapes.append(value[...], to: &bytes)
    self.bytes = bytes
    self.parts = parts
    self.marks = marks
  }

  /// The place in a template that wrote the byte at `offset`: of literal text its very place, of a value that of its tag.
  package func location(of offset: Int) -> Location? {
    var low = 0
    var high = parts.count
    while low < high {
      let middle = (low + high) / 2
      if parts[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let part = parts[low - 1]
    let place = marks[part.place]
    guard case .literal = place.writes else { return place.text.location(place.offset) }
    return place.text.location(place.offset + offset - part.start)
  }

  /// The place in a template that wrote most of it, with how many bytes.
  package var heaviest: (location: Location, bytes: Int)? {
    var sizes: [Int: Int] = [:]
    for (number, part) in parts.enumerated() {
      let end = number + 1 < parts.count ? parts[number + 1].start : bytes.count
      sizes[part.place, default: 0] += end - part.start
    }
    // Of equal ones the first: the same input gives the same words.
    return sizes.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { place, size in
      (marks[place].text.location(marks[place].offset), size)
    }
  }

  /// The line of the output that holds the byte at `offset`, counted from 1.
  package func line(of offset: Int) -> Int {
    1 + bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") }
  }
}
