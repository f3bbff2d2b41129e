/// In which order a file writes its numbers: that of the machine that made it.
enum ByteOrder {
  case little, big
}

extension Octets {
  /// The 16 bits at `offset`, written in `order`.
  @inline(__always)
  func uint16(at offset: Int, _ order: ByteOrder) -> UInt16 {
    let big = uint16(at: offset)
    return order == .big ? big : big.byteSwapped
  }

  /// The 32 bits at `offset`, written in `order`.
  @inline(__always)
  func uint32(at offset: Int, _ order: ByteOrder) -> UInt32 {
    let big = uint32(at: offset)
    return order == .big ? big : big.byteSwapped
  }
}
