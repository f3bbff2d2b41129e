internal import CPcap

/// A link layer that can be read: which header a frame begins with.
struct LinkType {
  /// What engineers call it.
  let name: String
  let header: Header

  /// The link layer of libpcap's `DLT_` number; nil when it is not supported.
  init?(number: Int32) {
    guard let entry = Self.table.first(where: { $0.numbers.contains(number) }) else { return nil }
    name = entry.name
    header = entry.header
  }

  private static let table: [(numbers: [Int32], name: String, header: Header)] = [
    ([DLT_EN10MB], "Ethernet", .ethernet),
    ([DLT_LINUX_SLL], "Linux cooked v1", .linuxCooked),
    ([DLT_LINUX_SLL2], "Linux cooked v2", .linuxCooked2),
    // 101 is the number in files; 12 and 14 are what systems call it, and some wrote that into files.
    ([12, 14, 101, DLT_IPV4, DLT_IPV6], "raw IP", .rawIP),
    ([DLT_NULL, DLT_LOOP], "BSD loopback", .loopback),
    ([DLT_PPP, DLT_PPP_SERIAL], "PPP", .ppp),
    ([DLT_PPP_WITH_DIR], "PPP with direction", .directedPPP),
    ([DLT_PPP_ETHER], "PPPoE", .pppoe),
    ([DLT_C_HDLC], "Cisco HDLC", .ciscoHDLC),
    ([DLT_ERF], "ERF", .erf),
    ([DLT_IEEE802_11], "IEEE 802.11", .wifi),
    ([DLT_IEEE802_11_RADIO], "IEEE 802.11 with radiotap", .radiotap),
    ([DLT_NFLOG], "NFLOG", .nflog),
  ]

  /// The numbers of all supported ones.
  static var numbers: [Int32] { table.flatMap(\.numbers) }

  /// What libpcap calls the link layer of this number: `IEEE802_11_RADIO (127)`.
  static func name(of number: Int32) -> String {
    guard let name = unsafe pcap_datalink_val_to_name(number) else { return String(number) }
    return unsafe "\(String(cString: name)) (\(number))"
  }

  /// The names of all supported ones, for the message that refuses another.
  static var supported: String { table.map(\.name).joined(separator: ", ") }
}
