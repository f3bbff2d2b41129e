package import Wire

extension Message {
  /// All fields of that name in the order of the wire, long or compact, in any case.
  package func headers(_ name: HeaderName) -> [Header] {
    headers.filter { $0.canonical == name }
  }

  /// The first field of that name; nil when there is none.
  package func first(_ name: HeaderName) -> Header? {
    headers.first { $0.canonical == name }
  }

  /// The Call-ID; nil when it is missing or empty.
  package var callID: ByteRange? {
    first(.callID).map(\.value).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The CSeq; nil when it is missing or no number of 32 bits and a method.
  package var cseq: CSeq? {
    first(.cseq).flatMap { CSeq.parse(bytes, in: $0.value) }
  }

  /// The From field; nil when it is missing or holds no address.
  package var from: NameAddr? {
    first(.from).flatMap { NameAddr.parse(bytes, in: $0.value) }
  }

  /// The To field; nil when it is missing or holds no address.
  package var to: NameAddr? {
    first(.to).flatMap { NameAddr.parse(bytes, in: $0.value) }
  }

  /// The addresses of all Contact fields; `*` is none.
  package var contacts: [NameAddr] {
    nameAddrs(of: .contact)
  }

  /// The Via elements of all fields, the topmost (the last hop) first; elements that are no Via are left out.
  package var vias: [Via] {
    elements(of: .via).compactMap { Via.parse(bytes, in: $0) }
  }

  /// The Via of the last hop: the first element of the first field.
  package var topVia: Via? {
    first(.via).flatMap { bytes.pieces($0.value, separatedBy: .comma).first }.flatMap { Via.parse(bytes, in: $0) }
  }

  /// What Content-Length says; nil when it is missing, no number, or said twice with different numbers.
  package var contentLength: Int? {
    if case .length(let length, _) = ContentLength(bytes, headers) { length } else { nil }
  }

  /// What the body is; nil when it isn't said.
  package var contentType: MediaType? {
    first(.contentType).flatMap { MediaType.parse(bytes, in: $0.value) }
  }

  /// The elements of a header whose value is a list, over all of its fields, without the blanks around them.
  ///
  /// Empty elements are left out. Commas inside quotes and angle brackets don't separate (RFC 3261 section 7.3.1).
  package func elements(of name: HeaderName) -> [ByteRange] {
    headers(name).flatMap { bytes.pieces($0.value, separatedBy: .comma) }.map(bytes.trimmed).filter { !$0.isEmpty }
  }

  /// The addresses of a header such as Contact, Route or P-Asserted-Identity, over all of its fields.
  ///
  /// From, To and the other headers that hold a single address are not split at commas: `Bell, Alexander <sip:a@b>` is
  /// wrong there, but can mean only one thing.
  package func nameAddrs(of name: HeaderName) -> [NameAddr] {
    let ranges = NameAddr.singleHeaders.contains(name) ? headers(name).map(\.value) : elements(of: name)
    return ranges.compactMap { NameAddr.parse(bytes, in: $0) }
  }

  /// The challenges or credentials of a header such as WWW-Authenticate or Authorization, one a field.
  package func credentials(of name: HeaderName) -> [Credentials] {
    headers(name).compactMap { Credentials.parse(bytes, in: $0.value) }
  }
}
