import SIP
import Wire

/// Where the slots of headers and URIs stand.
extension SlotPath {
  func headerPlaces(_ name: HeaderName, in message: Message) -> [SlotPlace] {
    if detail == .value {
      return message.headers(name).map { SlotPlace([SlotSpan($0.value, whole: $0.line, name: $0.name)]) }
    }
    switch name {
    case .via: return message.vias.map { place(in: $0, of: message) }
    case .cseq:
      guard let cseq = message.cseq else { return [] }
      return [SlotPlace(detail == .number ? cseq.numberRange : cseq.method)]
    case "rack": return message.headers(name).map { rackPlace($0, in: message) }
    case let name where SlotTable.authenticationHeaders.contains(name):
      return message.headers(name).map { header in
        guard let credentials = Credentials.parse(message.bytes, in: header.value) else { return SlotPlace([]) }
        return parameterPlace(in: credentials.parameters, of: message, end: header.value.upperBound)
      }
    default: return message.nameAddrs(of: name).map { place(in: $0, of: message) }
    }
  }

  /// `RAck: 776656 1 INVITE`: the number of the response, then number and method of its request.
  private func rackPlace(_ header: Header, in message: Message) -> SlotPlace {
    let words = message.bytes[header.value].split(whereSeparator: \.isLinearSpace).map(\.indices)
    guard words.count == 3, let place = [Detail.response, .number, .method].firstIndex(of: detail) else {
      return SlotPlace([])
    }
    return SlotPlace(words[place])
  }

  private func place(in address: NameAddr, of message: Message) -> SlotPlace {
    switch detail {
    case .display: return SlotPlace(address.display)
    case .uri: return SlotPlace(address.uri.whole)
    case .main:
      let end = address.parameters.first?.whole.lowerBound ?? address.whole.upperBound
      return SlotPlace(message.bytes.trimmed(address.whole.lowerBound..<end))
    case .tag: return parameterPlace(in: address.parameters, of: message, end: address.whole.upperBound)
    case .parameter:
      let parameters = (address.bracketed ? address.uri.parameters : []) + address.parameters
      return parameterPlace(in: parameters, of: message, end: address.whole.upperBound)
    // Without brackets the parameters belong to the header (RFC 3261 section 20).
    case .uriParameter where !address.bracketed: return SlotPlace([])
    default: return place(in: address.uri, of: message)
    }
  }

  private func place(in via: Via, of message: Message) -> SlotPlace {
    switch detail {
    case .proto:
      let front = via.whole.lowerBound..<via.transport.lowerBound
      return SlotPlace(message.bytes[front].lastIndex(of: .slash).map { message.bytes.trimmed(front.lowerBound..<$0) })
    case .transport: return SlotPlace(via.transport)
    case .host: return SlotPlace(via.host)
    case .port: return SlotPlace(via.port)
    case .hostport: return SlotPlace(via.host.lowerBound..<(via.port ?? via.host).upperBound)
    default: return parameterPlace(in: via.parameters, of: message, end: via.whole.upperBound)
    }
  }

  func place(in uri: URI, of message: Message) -> SlotPlace {
    switch detail {
    case .value, .uri: return SlotPlace(uri.whole)
    case .scheme: return SlotPlace(uri.scheme.isEmpty ? nil : uri.scheme)
    case .user: return SlotPlace(uri.user)
    case .password:
      // It goes with its colon.
      return SlotPlace(uri.password.map { [SlotSpan($0, whole: $0.lowerBound - 1..<$0.upperBound)] } ?? [])
    case .host: return SlotPlace(uri.host)
    case .port: return SlotPlace(uri.port)
    case .hostport: return SlotPlace(uri.host.map { $0.lowerBound..<(uri.port ?? $0).upperBound })
    case .uriHeaders:
      return SlotPlace(uri.headers.map { [SlotSpan($0, whole: $0.lowerBound - 1..<$0.upperBound)] } ?? [])
    case .uriHeader(let name): return SlotPlace(headerSpans(name, in: uri, of: message))
    default:
      let end = uri.headers.map { $0.lowerBound - 1 } ?? uri.whole.upperBound
      return parameterPlace(in: uri.parameters, of: message, end: uri.host == nil ? nil : end)
    }
  }

  /// `?Replaces=...&X=y` (RFC 3261 section 19.1.1); what is dropped takes one separator along.
  private func headerSpans(_ name: String, in uri: URI, of message: Message) -> [SlotSpan] {
    guard let headers = uri.headers else { return [] }
    let pieces = message.bytes[headers].split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    return pieces.compactMap { piece in
      guard let equals = piece.firstIndex(of: .equals),
        message.bytes.text(piece.startIndex..<equals).lowercased() == name
      else { return nil }
      let isFirst = piece.startIndex == headers.lowerBound
      let isLast = piece.endIndex == headers.upperBound
      let start = isFirst && !isLast ? piece.startIndex : piece.startIndex - 1
      let end = isFirst && !isLast ? piece.endIndex + 1 : piece.endIndex
      return SlotSpan(equals + 1..<piece.endIndex, whole: start..<end)
    }
  }

  private func parameterPlace(in parameters: [Parameter], of message: Message, end: Int?) -> SlotPlace {
    let name: String
    switch detail {
    case .tag: name = "tag"
    case .branch: name = "branch"
    case .parameter(let own), .uriParameter(let own): name = own
    default: return SlotPlace([])
    }
    let spans = parameters.compactMap { parameter -> SlotSpan? in
      guard message.bytes.text(parameter.name).lowercased() == name else { return nil }
      return SlotSpan(parameter.value ?? parameter.name, whole: parameter.whole)
    }
    return SlotPlace(spans, end: end)
  }
}
