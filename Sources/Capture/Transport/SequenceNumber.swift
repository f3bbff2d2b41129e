extension UInt32 {
  /// How far this sequence number lies behind `other`, negative in front of it; they wrap around (RFC 9293 section 3.4).
  @inline(__always)
  func distance(from other: UInt32) -> Int {
    Int(Int32(bitPattern: self &- other))
  }
}
