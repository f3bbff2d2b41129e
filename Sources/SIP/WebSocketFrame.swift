/// The header of a WebSocket frame (RFC 6455 section 5.2).
struct WebSocketFrame {
  let isFinal: Bool
  /// Whether an extension is at work: compression, most likely.
  let isExtended: Bool
  let opcode: UInt8
  /// How long the header is.
  let headerLength: Int
  /// How long the payload is.
  let length: Int
  private let mask: [UInt8]

  /// What a look at the front of some bytes gives.
  enum Finding {
    case frame(WebSocketFrame), incomplete, none
  }

  var isControl: Bool { opcode & 0x08 != 0 }

  /// The frame at the front of `bytes`.
  static func find(in bytes: ArraySlice<UInt8>) -> Finding {
    let start = Array(bytes.prefix(14))
    guard start.count >= 2 else { return .incomplete }
    let opcode = start[0] & 0x0F
    guard start[0] & 0x30 == 0, opcode <= 2 || (8...10).contains(opcode) else { return .none }
    let extra = [126: 2, 127: 8][Int(start[1] & 0x7F)] ?? 0
    let isMasked = start[1] & 0x80 != 0
    let headerLength = 2 + extra + (isMasked ? 4 : 0)
    guard start.count >= headerLength else { return .incomplete }
    let length = extra == 0 ? UInt64(start[1] & 0x7F) : start[2..<(2 + extra)].reduce(0) { $0 << 8 | UInt64($1) }
    guard length <= WebSocketFramer.longestMessage else { return .none }
    return .frame(
      WebSocketFrame(
        isFinal: start[0] & 0x80 != 0,
        isExtended: start[0] & 0x40 != 0,
        opcode: opcode,
        headerLength: headerLength,
        length: Int(length),
        mask: isMasked ? Array(start[(2 + extra)..<headerLength]) : []
      )
    )
  }

  /// The payload of the frame at the front of `bytes`, as far as it is there.
  func payload(in bytes: ArraySlice<UInt8>) -> [UInt8] {
    var payload = Array(bytes.dropFirst(headerLength).prefix(length))
    guard mask.count == 4 else { return payload }
    for index in payload.indices { payload[index] ^= mask[index & 3] }
    return payload
  }
}
