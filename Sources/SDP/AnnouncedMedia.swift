package import Wire

/// Where one m= line of a session description asks media to be sent: all that a call which is only counted needs.
///
/// It says the same as `SessionDescription` does, after one look over the bytes.
package struct AnnouncedMedia: BitwiseCopyable, Sendable {
  // In the order that takes the least room: one goes with every look at a message.
  /// Where the kind of medium stands, such as `audio`.
  package let kind: ShortRange
  /// The address of the c= line that holds for it; nil when that names a host, or when there is none.
  package fileprivate(set) var address: IPAddress?
  /// Never 0, which refuses a stream.
  package let port: UInt16
  /// Position of the m= line, counted from 1.
  package let line: UInt32

  /// The media that the description in `range` of `bytes` announces, refused ones left out.
  package static func all(_ bytes: Span<UInt8>, in range: ByteRange) -> Few<AnnouncedMedia> {
    var reading = Reading()
    var position = range.lowerBound
    while position < range.upperBound {
      let end = bytes.nearOffset(of: .lineFeed, in: position..<range.upperBound) ?? range.upperBound
      if Reading.isOfInterest(bytes[position]) {
        let isReturned = end > position && bytes[end - 1] == .carriageReturn
        reading.take(bytes, position..<(isReturned ? end - 1 : end))
      }
      position = end + 1
    }
    return reading.isDescription ? reading.media : Few()
  }

  private struct Reading {
    var media = Few<AnnouncedMedia>()
    /// Whether there was a v= line.
    var isDescription = false
    private var lines: UInt32 = 0
    private var sessionConnection = Place.unsaid
    private var mediaConnection = Place.unsaid
    /// Whether the last m= line announced something.
    private var isOpen = false

    private enum Place {
      case unsaid
      case said(IPAddress?)

      var address: IPAddress? { if case .said(let address) = self { address } else { nil } }
    }

    /// Whether lines of this type are taken.
    @inline(__always)
    static func isOfInterest(_ type: UInt8) -> Bool {
      type == UInt8(ascii: "m") || type == UInt8(ascii: "c") || type == UInt8(ascii: "v")
    }

    /// Takes a line of one of these types.
    mutating func take(_ bytes: Span<UInt8>, _ content: ByteRange) {
      guard content.count >= 2 else { return }
      let type = bytes[content.lowerBound]
      var equals = content.lowerBound + 1
      while equals < content.upperBound, bytes[equals] == .space || bytes[equals] == .tab { equals += 1 }
      guard equals < content.upperBound, bytes[equals] == .equals else { return }
      let value = equals + 1..<content.upperBound
      switch type {
      case UInt8(ascii: "m"): open(bytes, value)
      case UInt8(ascii: "c"): connect(bytes, value)
      default: isDescription = true
      }
    }

    private mutating func open(_ bytes: Span<UInt8>, _ value: ByteRange) {
      lines += 1
      isOpen = false
      mediaConnection = .unsaid
      let kind = bytes.word(value)
      let word = bytes.word(kind.upperBound..<value.upperBound)
      let end = bytes.nearOffset(of: .slash, in: word) ?? word.upperBound
      guard let number = bytes.decimal(word.lowerBound..<end), let port = UInt16(exactly: number), port != 0 else {
        return
      }
      isOpen = true
      media.append(
        AnnouncedMedia(kind: ShortRange(kind), address: sessionConnection.address, port: port, line: lines)
      )
    }

    /// The first c= line of a medium counts, or else the first of the session (RFC 8866 section 5.7).
    private mutating func connect(_ bytes: Span<UInt8>, _ value: ByteRange) {
      let known = lines == 0 ? sessionConnection : mediaConnection
      guard case .unsaid = known else { return }
      let netType = bytes.word(value)
      let addressType = bytes.word(netType.upperBound..<value.upperBound)
      let address = bytes.word(addressType.upperBound..<value.upperBound)
      guard !address.isEmpty, bytes.word(address.upperBound..<value.upperBound).isEmpty else { return }
      let end = bytes.nearOffset(of: .slash, in: address) ?? address.upperBound
      let place = Place.said(IPAddress(bytes, in: address.lowerBound..<end))
      if lines == 0 { sessionConnection = place } else { mediaConnection = place }
      if isOpen { media[media.count - 1].address = place.address }
    }
  }
}

extension Span where Element == UInt8 {
  /// The first word in `range`; empty at its end when there is none.
  fileprivate func word(_ range: ByteRange) -> ByteRange {
    var start = range.lowerBound
    while start < range.upperBound, self[start].isLinearSpace { start += 1 }
    var end = start
    while end < range.upperBound, !self[end].isLinearSpace { end += 1 }
    return start..<end
  }
}
