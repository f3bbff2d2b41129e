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
  /// The name of a header, which `rename` replaces.
  let name: ByteRange?

  init(_ value: ByteRange, whole: ByteRange? = nil, name: ByteRange? = nil) {
    self.value = value
    self.whole = whole ?? value
    self.name = name
  }
}

/// One occurrence of the part that a slot is in: a Via, an address, an m= line.
struct SlotPlace {
  /// The places of the slot in it.
  let spans: [SlotSpan]
  /// Where a parameter that is missing would stand; nil for what is no parameter.
  let end: Int?

  init(_ spans: [SlotSpan], end: Int? = nil) {
    self.spans = spans
    self.end = end
  }

  /// A place that is a single range, or none.
  init(_ range: ByteRange?) {
    self.init(range.map { [SlotSpan($0)] } ?? [])
  }
}

extension SlotPath {
  /// Every place of `message` that this slot means, in the order of the wire.
  func spans(in message: Message) -> [SlotSpan] { places(in: message).flatMap(\.spans) }

  /// The parts of `message` that this slot is looked for in.
  func places(in message: Message) -> [SlotPlace] {
    let all = allPlaces(in: message)
    guard let occurrence else { return all }
    let index = occurrence < 0 ? all.count + occurrence : occurrence - 1
    return all.indices.contains(index) ? [all[index]] : []
  }

  private func allPlaces(in message: Message) -> [SlotPlace] {
    switch part {
    case .requestLine, .requestURI, .statusLine: startLinePlaces(in: message)
    case .header(let name): headerPlaces(name, in: message)
    case .origin, .connection, .media, .attribute, .line: message.session.map { sessionPlaces(in: $0) } ?? []
    case .body(let type): bodyPlaces(type, in: message)
    }
  }

  private func startLinePlaces(in message: Message) -> [SlotPlace] {
    switch (message.startLine, part) {
    case (.request(let method, let uri, let version), .requestLine):
      switch detail {
      case .method: [SlotPlace(method)]
      case .version: [SlotPlace(version)]
      default: [SlotPlace(method.lowerBound..<max(uri.upperBound, version.upperBound))]
      }
    case (.request(_, let uri, _), .requestURI): [place(in: URI.parse(message.bytes, in: uri), of: message)]
    case (.status(let version, let code, let reason), .statusLine):
      switch detail {
      case .version: [SlotPlace(version)]
      case .code: [SlotPlace(code)]
      case .reason: [SlotPlace(reason)]
      default: [SlotPlace(version.lowerBound..<reason.upperBound)]
      }
    default: []
    }
  }

  private func bodyPlaces(_ type: String?, in message: Message) -> [SlotPlace] {
    guard let type else { return message.body.isEmpty ? [] : [SlotPlace(message.body)] }
    return message.bodyParts.filter { part in
      part.contentType.map { media in
        let spelt = message.bytes.text(media.type) + "/" + message.bytes.text(media.subtype)
        return spelt.lowercased() == type
      } ?? false
    }.map { SlotPlace($0.content) }
  }
}
