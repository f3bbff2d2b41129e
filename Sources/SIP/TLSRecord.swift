/// Tells TLS by the header of its records (RFC 8446 section 5.1).
package enum TLSRecord {
  /// Whether `payload` begins with a record: a type from 20 to 23, a version 3.x, a length within the bounds.
  package static func begins(_ payload: Span<UInt8>) -> Bool {
    guard payload.count >= 5, (20...23).contains(payload[0]), payload[1] == 3, payload[2] <= 4 else { return false }
    let length = Int(payload[3]) << 8 | Int(payload[4])
    return length > 0 && length <= 16_384 + 2048
  }
}
