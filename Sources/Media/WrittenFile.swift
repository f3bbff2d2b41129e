/// What was written to a file of packets.
package struct WrittenFile {
  package let packets: Int
  /// Of its bytes.
  package let fingerprint: UInt64
}
