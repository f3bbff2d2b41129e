/// Where everything that a set of templates writes comes from: each place has a scalar of its own, which stands in front
/// of what the place writes until the text is taken out of the library.
///
/// No value holds such a scalar, because ``ByteText`` hides all of a value that isn't ASCII.
struct Marks {
  /// A stretch of literal text within one line, or a tag that writes a value.
  struct Place {
    let text: TemplateText
    let offset: Int
    let writes: Writes
  }

  /// What stands behind a mark.
  enum Writes {
    case literal
    /// The value of a tag, as it is or escaped.
    case value(isEscaped: Bool)
  }

  private var places: [Place] = []
  /// Whether a place could not be marked because all scalars are taken.
  private(set) var isFull = false

  /// Planes 16 and 15 are private, but for the last two scalars of each.
  private static let planes: [ClosedRange<UInt32>] = [0x10_0000...0x10_FFFD, 0xF_0000...0xF_FFFD]
  /// How many places there can be.
  static let most = planes.reduce(0) { $0 + $1.count }

  /// The mark of one more place.
  mutating func mark(_ writes: Writes, at offset: Int, in text: TemplateText) -> String {
    var number = UInt32(truncatingIfNeeded: places.count)
    for plane in Self.planes {
      if number < plane.count, let scalar = Unicode.Scalar(plane.lowerBound + number) {
        places.append(Place(text: text, offset: offset, writes: writes))
        return String(scalar)
      }
      number -= UInt32(plane.count)
    }
    isFull = true
    return ""
  }

  /// The place that `scalar` marks; nil for any other scalar.
  func number(of scalar: Unicode.Scalar) -> Int? {
    var before: UInt32 = 0
    for plane in Self.planes {
      if plane.contains(scalar.value) {
        let number = Int(before + scalar.value - plane.lowerBound)
        return number < places.count ? number : nil
      }
      before += UInt32(plane.count)
    }
    return nil
  }

  subscript(number: Int) -> Place { places[number] }
}
