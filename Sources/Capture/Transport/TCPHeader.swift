/// What the header of a TCP segment tells.
struct TCPHeader {
  struct Flags: OptionSet {
    let rawValue: UInt8

    static let fin = Flags(rawValue: 0x01)
    static let syn = Flags(rawValue: 0x02)
    static let rst = Flags(rawValue: 0x04)
    static let ack = Flags(rawValue: 0x10)
  }

  let source: UInt16
  let destination: UInt16
  let sequence: UInt32
  let acknowledgment: UInt32
  let flags: Flags
}
