import Dialog
import SDP
import SIP
import Wire

/// Finds a captured value where it stands as a whole token of its kind: `10.0.0.1` never inside `10.0.0.10`, a port
/// only beside its address.
struct ValueTokens {
  private let bytes: [UInt8]
  /// Where to look: the request URI, the header values, the lines of the SDP.
  private let places: [(part: MessagePart, range: ByteRange)]
  private var hosts: [HostToken] = []

  /// An address as it stands in a message, with the port behind it.
  private struct HostToken {
    let part: MessagePart
    let range: ByteRange
    let address: IPAddress
    let port: (number: UInt16, range: ByteRange)?
  }

  init(_ message: Message) {
    bytes = message.bytes
    var places: [(part: MessagePart, range: ByteRange)] = []
    if case .request(_, let uri, _) = message.startLine { places.append((.header, uri)) }
    places += message.headers.map { (.header, $0.value) }
    places += (message.session?.lines ?? []).map { (.sdp, $0.value) }
    self.places = places
    hosts = places.flatMap { hosts(in: $0.range, of: $0.part) }
  }

  /// Every place at which a value of `kind` stands.
  func spans(of kind: ModelValue.Kind, part: MessagePart?) -> [ByteRange] {
    let hosts = hosts.filter { part == nil || $0.part == part }
    switch kind {
    case .address(let addresses): return hosts.filter { addresses.contains($0.address) }.map(\.range)
    case .port(let ports, let beside):
      return hosts.compactMap { host in
        guard let port = host.port, beside.contains(host.address), ports.contains(port.number) else { return nil }
        return port.range
      }
    case .text(let words):
      return words.flatMap { word in
        places.filter { part == nil || $0.part == part }.flatMap { tokens(Array(word.utf8), in: $0.range) }
      }
    }
  }

  private func hosts(in range: ByteRange, of part: MessagePart) -> [HostToken] {
    var found: [HostToken] = []
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      if byte == .openBracket, let token = reference(at: position, in: range, of: part) {
        found.append(token)
        position = token.range.upperBound
      } else if part == .sdp, let token = address(at: position, in: range, of: part) {
        found.append(token)
        position = token.range.upperBound
      } else if byte.isDigit, bytes.isBoundary(before: position, in: range) {
        var end = position + bytes[position..<range.upperBound].prefix { $0.isDigit || $0 == .dot }.count
        // A full stop behind it ends a sentence.
        if bytes[end - 1] == .dot { end -= 1 }
        if bytes.isBoundary(after: end, in: range), let address = IPAddress(bytes[position..<end]),
          address.family == .v4
        {
          found.append(host(address, position..<end, in: range, of: part))
        }
        position = end
      } else {
        position += 1
      }
    }
    return found
  }

  /// An IPv6 reference in brackets (RFC 3261 section 25.1).
  private func reference(at open: Int, in range: ByteRange, of part: MessagePart) -> HostToken? {
    // The longest spelling of an address has 45 characters.
    let limit = min(range.upperBound, open + 48)
    guard let close = bytes[open..<limit].firstIndex(of: .closeBracket),
      let address = IPAddress(bytes[open + 1..<close])
    else { return nil }
    return host(address, open..<close + 1, in: range, of: part)
  }

  /// An IPv6 address without brackets, as SDP writes it (RFC 8866 section 9).
  private func address(at start: Int, in range: ByteRange, of part: MessagePart) -> HostToken? {
    guard bytes[start].isAddressDigit, bytes.isBoundary(before: start, in: range) else { return nil }
    let limit = min(range.upperBound, start + 46)
    let end = start + bytes[start..<limit].prefix { $0.isAddressDigit }.count
    guard bytes.isBoundary(after: end, in: range), let address = IPAddress(bytes[start..<end]), address.family == .v6
    else { return nil }
    return HostToken(part: part, range: start..<end, address: address, port: nil)
  }

  private func host(_ address: IPAddress, _ token: ByteRange, in range: ByteRange, of part: MessagePart) -> HostToken {
    var port: (UInt16, ByteRange)?
    let colon = token.upperBound
    if colon < range.upperBound, bytes[colon] == .colon {
      let digits = bytes[(colon + 1)..<range.upperBound].prefix { $0.isDigit }
      if let number = UInt16(String(decoding: digits, as: UTF8.self)) { port = (number, digits.indices) }
    }
    return HostToken(part: part, range: token, address: address, port: port)
  }

  private func tokens(_ word: [UInt8], in range: ByteRange) -> [ByteRange] {
    guard let first = word.first, range.count >= word.count else { return [] }
    var found: [ByteRange] = []
    var position = range.lowerBound
    while position + word.count <= range.upperBound {
      let end = position + word.count
      if bytes[position] == first, bytes[position..<end].elementsEqual(word),
        bytes.isBoundary(before: position, in: range), bytes.isBoundary(after: end, in: range)
      {
        found.append(position..<end)
        position = end
      } else {
        position += 1
      }
    }
    return found
  }
}

extension UInt8 {
  /// Whether it can stand in an IPv6 address.
  fileprivate var isAddressDigit: Bool { isDigit || self == .colon || (0x61...0x66).contains(self | 0x20) }
}
