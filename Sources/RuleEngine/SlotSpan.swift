import Dialog
import SDP
import SIP
import Wire

/// Where one slot stands in a message.
struct SlotSpan {
  /// What `set` replaces.
  let value: ByteRange
  /// What `line`, `param` and `drop` replace: the header or SDP line with its line end, the parameter with its
  /// semicolon; elsewhere the same as `value`.
  let whole: ByteRange

  init(_ value: ByteRange, whole: ByteRange? = nil) {
    self.value = value
    self.whole = whole ?? value
  }
}

extension SlotPath {
  /// Every place of `message` that this slot means, in the order of the wire.
  func spans(in message: Message) -> [SlotSpan] {
    let all: [SlotSpan]
    switch part {
    case .requestURI:
      guard case .request(_, let range, _) = message.startLine else { return [] }
      all = spans(in: URI.parse(message.bytes, in: range), of: message, whole: SlotSpan(range))
    case .header(let name):
      all = headerSpans(name, in: message)
    case .origin, .connection, .media, .attribute:
      all = message.session.map { sessionSpans(in: $0) } ?? []
    }
    guard let occurrence else { return all }
    return all.count >= occurrence ? [all[occurrence - 1]] : []
  }

  private func headerSpans(_ name: HeaderName, in message: Message) -> [SlotSpan] {
    if detail == .value {
      return message.headers(name).map { SlotSpan($0.value, whole: $0.line) }
    }
    switch name {
    case "via": return message.vias.flatMap { viaSpans($0, in: message) }
    case "cseq":
      guard let cseq = message.cseq else { return [] }
      return [SlotSpan(detail == .number ? cseq.numberRange : cseq.method)]
    case "rack": return message.headers(name).flatMap { rackSpans($0, in: message) }
    case let name where Self.authenticationHeaders.contains(name):
      guard case .parameter(let parameter) = detail else { return [] }
      return message.headers(name).compactMap { Credentials.parse(message.bytes, in: $0.value) }
        .flatMap { parameterSpans(parameter, in: $0.parameters, of: message) }
    default: return message.nameAddrs(of: name).flatMap { addressSpans($0, in: message) }
    }
  }

  /// `RAck: 776656 1 INVITE`: the number of the response, then number and method of its request.
  private func rackSpans(_ header: Header, in message: Message) -> [SlotSpan] {
    let words = message.bytes[header.value].split(whereSeparator: \.isLinearSpace).map(\.indices)
    guard words.count == 3, let place = [Detail.response, .number, .method].firstIndex(of: detail) else { return [] }
    return [SlotSpan(words[place])]
  }

  private func addressSpans(_ address: NameAddr, in message: Message) -> [SlotSpan] {
    switch detail {
    case .display: return address.display.map { [SlotSpan($0)] } ?? []
    case .uri: return [SlotSpan(address.uri.whole)]
    case .tag: return parameterSpans("tag", in: address.parameters, of: message)
    case .parameter(let name):
      return parameterSpans(name, in: address.uri.parameters + address.parameters, of: message)
    default: return spans(in: address.uri, of: message, whole: SlotSpan(address.uri.whole))
    }
  }

  private func viaSpans(_ via: Via, in message: Message) -> [SlotSpan] {
    switch detail {
    case .transport: return [SlotSpan(via.transport)]
    case .host: return [SlotSpan(via.host)]
    case .port: return via.port.map { [SlotSpan($0)] } ?? []
    case .hostport: return [SlotSpan(via.host.lowerBound..<(via.port ?? via.host).upperBound)]
    case .branch: return parameterSpans("branch", in: via.parameters, of: message)
    case .parameter(let name): return parameterSpans(name, in: via.parameters, of: message)
    default: return []
    }
  }

  private func spans(in uri: URI, of message: Message, whole: SlotSpan) -> [SlotSpan] {
    switch detail {
    case .value: return [whole]
    case .user: return uri.user.map { [SlotSpan($0)] } ?? []
    case .host: return uri.host.map { [SlotSpan($0)] } ?? []
    case .port: return uri.port.map { [SlotSpan($0)] } ?? []
    case .hostport: return uri.host.map { [SlotSpan($0.lowerBound..<(uri.port ?? $0).upperBound)] } ?? []
    case .parameter(let name): return parameterSpans(name, in: uri.parameters, of: message)
    default: return []
    }
  }

  private func parameterSpans(_ name: String, in parameters: [Parameter], of message: Message) -> [SlotSpan] {
    parameters.compactMap { parameter in
      guard message.bytes.text(parameter.name).lowercased() == name else { return nil }
      return SlotSpan(parameter.value ?? parameter.name, whole: parameter.whole)
    }
  }

  private func sessionSpans(in session: SessionDescription) -> [SlotSpan] {
    switch part {
    case .origin:
      guard let origin = session.origin else { return [] }
      switch detail {
      case .user: return [SlotSpan(origin.user)]
      case .id: return [SlotSpan(origin.id)]
      case .version: return [SlotSpan(origin.version)]
      case .address: return [SlotSpan(origin.address)]
      case .addressType: return [SlotSpan(origin.addressType)]
      default: return lines("o", in: session)
      }
    case .connection:
      switch detail {
      case .address: return connections(in: session).map { SlotSpan($0.address) }
      case .addressType: return connections(in: session).map { SlotSpan($0.addressType) }
      default: return lines("c", in: session)
      }
    case .media(let kind):
      let media = session.media.filter { kind == nil || session.bytes.text($0.kind) == kind }
      return media.compactMap { media in
        if detail == .port { return SlotSpan(media.port) }
        return media.lines.first.map { SlotSpan($0.value, whole: $0.whole) }
      }
    case .attribute(let name):
      let attributes = session.attributes + session.media.flatMap(\.attributes)
      return attributes.compactMap { attribute in
        guard session.bytes.text(attribute.name) == name else { return nil }
        return SlotSpan(attribute.value ?? attribute.name, whole: attribute.whole)
      }
    case .requestURI, .header: return []
    }
  }

  private func connections(in session: SessionDescription) -> [Connection] {
    [session.connection].compactMap(\.self) + session.media.flatMap(\.connections)
  }

  private func lines(_ type: Unicode.Scalar, in session: SessionDescription) -> [SlotSpan] {
    session.lines.filter { $0.type == UInt8(ascii: type) }.map { SlotSpan($0.value, whole: $0.whole) }
  }
}
