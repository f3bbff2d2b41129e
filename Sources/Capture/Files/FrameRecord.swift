/// The frame at the front of a file.
struct FrameRecord {
  /// The largest frame that is believed in, as in libpcap and Wireshark; a larger one shows a damaged file.
  static let largest = 262_144

  let frame: Frame
  /// How many bytes of its record stand in front of it.
  let lead: Int
  /// How many bytes its record has in all.
  let size: Int
}
