package import Wire

/// What a payload type stands for: `a=rtpmap:97 iLBC/8000` (RFC 8866 section 6.6).
package struct RTPMap: Sendable {
  package let payloadType: UInt8
  /// The name of the encoding, such as `PCMU`, as spelt.
  package let encoding: ByteRange
  /// Ticks of the RTP timestamp a second; nil when it isn't said.
  package let clockRate: Int?
  /// What follows the clock rate: for audio the number of channels.
  package let encodingParameters: ByteRange?

  /// Reads the value of the attribute; nil when it is no payload type and a name.
  init?(_ bytes: [UInt8], in value: ByteRange) {
    let words = bytes.words(value)
    guard words.count >= 2, let payloadType = bytes.number(words[0], as: UInt8.self), payloadType < 128 else {
      return nil
    }
    let (encoding, rest) = bytes.cut(words[1], at: .slash)
    guard !encoding.isEmpty else { return nil }
    self.payloadType = payloadType
    self.encoding = encoding
    let clock = rest.map { bytes.cut($0, at: .slash) }
    clockRate = clock.flatMap { bytes.number($0.0, as: Int.self) }
    encodingParameters = clock?.1
  }
}
