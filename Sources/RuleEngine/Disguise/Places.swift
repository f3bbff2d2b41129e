import Wire

/// Replacements in one text, none of which overlaps another: the first at a place counts.
struct Places {
  private var all: [(range: ByteRange, text: [UInt8])] = []

  mutating func put(_ text: [UInt8], at range: ByteRange) {
    // In order, so that a long message with many takes no time.
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].range.lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    if low > 0, all[low - 1].range.upperBound > range.lowerBound { return }
    if low < all.count, all[low].range.lowerBound < range.upperBound || all[low].range == range { return }
    all.insert((range, text), at: low)
  }

  /// By how much the text in `range` grows.
  func growth(in range: ByteRange) -> Int {
    all.reduce(0) {
      range.lowerBound <= $1.range.lowerBound && $1.range.upperBound <= range.upperBound
        ? $0 + $1.text.count - $1.range.count : $0
    }
  }

  func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for (range, text) in all {
      result += bytes[position..<range.lowerBound] + text
      position = range.upperBound
    }
    return result + bytes[position...]
  }
}
