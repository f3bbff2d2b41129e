internal import Wire

/// What a file says of the frame at its front.
struct FrameRecord {
  /// The largest frame that is believed in, as in libpcap and Wireshark; a larger one shows a damaged file.
  static let largest = 262_144

  let time: CaptureTime
  /// How many bytes it had on the wire.
  let length: Int
  /// How many of them are in the file.
  let captured: Int
  /// How many bytes of its record stand in front of it.
  let lead: Int
  /// How many bytes its record has in all.
  let size: Int
  /// The number of its link layer, as files write it (`LINKTYPE_`).
  let linkNumber: Int32
  /// Which header it begins with; nil when its link layer can't be decoded.
  let header: Header?
}
