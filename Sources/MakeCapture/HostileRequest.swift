/// An INVITE of somebody who means harm: short, but for what is overdone in it.
struct HostileRequest {
  /// As Via names it.
  enum Transport: String {
    case udp = "UDP"
    case tcp = "TCP"
  }

  private let number: Int
  private let sender: Endpoint
  private let transport: Transport
  var callID: String
  /// Lines of headers.
  var more: [UInt8] = []
  /// A session description, or nothing.
  var body: [UInt8] = []

  init(_ number: Int, from sender: Endpoint, _ transport: Transport) {
    self.number = number
    self.sender = sender
    self.transport = transport
    callID = "\(number)@\(sender.host)"
  }

  /// The message as it stands on the wire.
  var whole: [UInt8] {
    var bytes = begin
    bytes.append(contentsOf: more)
    if !body.isEmpty { bytes.append(line: "Content-Type: application/sdp") }
    bytes.append(line: "Content-Length: ", String(body.count), "\r\n")
    return bytes + body
  }

  /// The message in a report of HEP, version 3.
  var reported: [UInt8] {
    let message = whole
    var chunks: [UInt8] = []
    func begin(_ type: UInt16, length: Int) {
      chunks.append(bigEndian: UInt16(0))
      chunks.append(bigEndian: type)
      chunks.append(bigEndian: UInt16(6 + length))
    }
    func append(_ type: UInt16, _ value: some FixedWidthInteger) {
      begin(type, length: value.bitWidth / 8)
      chunks.append(bigEndian: value)
    }
    append(1, UInt8(2))
    append(2, InternetPacket.Content.udp.rawValue)
    append(3, sender.address)
    append(4, HostileTraffic.target.address)
    append(7, sender.port)
    append(8, HostileTraffic.target.port)
    append(9, UInt32(1_767_225_600))
    append(10, UInt32(0))
    append(11, UInt8(1))
    append(12, UInt32(1))
    begin(15, length: message.count)
    var bytes = Array("HEP3".utf8)
    bytes.append(bigEndian: UInt16(bytes.count + 2 + chunks.count + message.count))
    return bytes + chunks + message
  }

  /// All that is in front of what may be overdone.
  var begin: [UInt8] {
    let host = "\(sender.host):\(sender.port)"
    var bytes: [UInt8] = []
    bytes.append(line: "INVITE sip:b@198.19.1.1 SIP/2.0")
    bytes.append(line: "Via: SIP/2.0/", transport.rawValue, " ", host, ";branch=z9hG4bK", String(number, radix: 16))
    bytes.append(line: "From: <sip:a@", host, ">;tag=", String(number, radix: 16))
    bytes.append(line: "To: <sip:b@198.19.1.1>")
    bytes.append(line: "Call-ID: ", callID)
    bytes.append(line: "CSeq: \(number % 1_000_000 + 1) INVITE")
    return bytes
  }

  /// The begin of a session description: all but m= lines.
  static func session(of host: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(line: "v=0")
    bytes.append(line: "o=- 1 1 IN IP4 ", host)
    bytes.append(line: "s=-")
    bytes.append(line: "c=IN IP4 ", host)
    bytes.append(line: "t=0 0")
    return bytes
  }
}
