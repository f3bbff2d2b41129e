import Wire

extension Review {
  /// The number must fit 32 bits, the method be that of the request (RFC 3261 section 8.1.1.5).
  mutating func checkCSeq(_ header: Header) {
    guard let cseq = CSeq.parse(bytes, in: header.value) else {
      let text = "CSeq is no number of 32 bits and a method: '\(bytes.excerpt(header.value))'"
      add(.cseq, text, at: header.value.lowerBound)
      return
    }
    if case .request(let method, _, _) = startLine, bytes[method] != bytes[cseq.method] {
      add(.cseqMethod, "the method of CSeq is not that of the request", at: cseq.method.lowerBound)
    }
  }

  /// The number at the beginning of a value, in front of parameters and comments.
  mutating func checkNumber(_ header: Header, atMost limit: UInt64) {
    checkNumber(header.value, atMost: limit, String(describing: header.canonical))
  }

  mutating func checkNumber(_ value: ByteRange, atMost limit: UInt64, _ name: String) {
    let end = bytes[value].firstIndex { !$0.isDigit } ?? value.upperBound
    let isEnded = end == value.upperBound || bytes[end].isLinearSpace || bytes[end] == .semicolon || bytes[end] == 0x28
    guard isEnded, let number = bytes.decimal(value.lowerBound..<end), number <= limit else {
      add(.number, "\(name) is no number of at most \(limit): '\(bytes.excerpt(value))'", at: value.lowerBound)
      return
    }
  }

  /// A warning begins with a code of three digits (RFC 3261 section 20.43).
  mutating func checkWarning(_ header: Header) {
    for element in bytes.pieces(header.value, separatedBy: .comma).map(bytes.trimmed) {
      let end = bytes[element].firstIndex { !$0.isDigit } ?? element.upperBound
      if end - element.lowerBound != 3 {
        add(.number, "the code of a warning has three digits: '\(bytes.excerpt(element))'", at: element.lowerBound)
      }
    }
  }

  /// Dates are in GMT only (RFC 3261 section 20.17).
  mutating func checkDate(_ header: Header) {
    if !bytes[header.value].suffix(3).elementsEqual("GMT".utf8) {
      add(.date, "a date is not in GMT: '\(bytes.excerpt(header.value))'", at: header.value.lowerBound)
    }
  }
}
