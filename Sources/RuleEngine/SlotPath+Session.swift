import Dialog
import SDP
import Wire

/// Where the slots of a session description stand.
extension SlotPath {
  func sessionPlaces(in session: SessionDescription) -> [SlotPlace] {
    switch part {
    case .origin:
      guard detail != .value else { return lines(UInt8(ascii: "o"), in: session.lines) }
      return session.origin.map { [SlotPlace(field(of: $0))] } ?? []
    case .connection:
      guard detail != .value else { return lines(UInt8(ascii: "c"), in: session.lines) }
      return connections(in: session).map { SlotPlace(field(of: $0)) }
    case .media(let kind):
      return session.media.filter { kind == nil || session.bytes.text($0.kind) == kind }
        .map { place(in: $0, of: session) }
    case .attribute(let name):
      return attributes(name, in: session.attributes + session.media.flatMap(\.attributes), of: session)
    case .line(let type): return lines(type, in: session.lines)
    case .requestLine, .requestURI, .statusLine, .header, .body: return []
    }
  }

  private func field(of origin: Origin) -> ByteRange? {
    switch detail {
    case .user: origin.user
    case .id: origin.id
    case .version: origin.version
    case .netType: origin.netType
    case .addressType: origin.addressType
    case .address: origin.address
    default: nil
    }
  }

  private func field(of connection: Connection) -> ByteRange? {
    switch detail {
    case .netType: connection.netType
    case .addressType: connection.addressType
    case .address: connection.address
    default: nil
    }
  }

  private func place(in media: MediaDescription, of session: SessionDescription) -> SlotPlace {
    switch detail {
    case .kind: return SlotPlace(media.kind)
    case .port: return SlotPlace(media.port)
    case .proto: return SlotPlace(media.proto)
    case .formats:
      guard let first = media.formats.first, let last = media.formats.last else { return SlotPlace([]) }
      return SlotPlace(first.lowerBound..<last.upperBound)
    case .address: return SlotPlace(media.connections.map { SlotSpan($0.address) })
    case .section:
      guard let first = media.lines.first?.whole, let last = media.lines.last?.whole else { return SlotPlace([]) }
      return SlotPlace(first.lowerBound..<last.upperBound)
    case .attribute(let name):
      return SlotPlace(attributes(name, in: media.attributes, of: session).flatMap(\.spans))
    case .line(let type): return SlotPlace(lines(type, in: media.lines).flatMap(\.spans))
    default: return SlotPlace(media.lines.first.map { [SlotSpan($0.value, whole: $0.whole)] } ?? [])
    }
  }

  private func attributes(_ name: String, in all: [Attribute], of session: SessionDescription) -> [SlotPlace] {
    all.compactMap { attribute in
      guard session.bytes.text(attribute.name).lowercased() == name else { return nil }
      return SlotPlace([SlotSpan(attribute.value ?? attribute.name, whole: attribute.whole)])
    }
  }

  private func connections(in session: SessionDescription) -> [Connection] {
    [session.connection].compactMap(\.self) + session.media.flatMap(\.connections)
  }

  private func lines(_ type: UInt8, in lines: [Line]) -> [SlotPlace] {
    lines.filter { $0.type == type }.map { SlotPlace([SlotSpan($0.value, whole: $0.whole)]) }
  }
}
