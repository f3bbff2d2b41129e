@testable import SIP
import Wire

extension Message {
  /// The message that `text` spells, its lines ended with CRLF.
  init?(lines text: String) {
    self.init(Array(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n").utf8))
  }

  func text(_ range: ByteRange?) -> String? {
    range.map { text($0) }
  }

  var codes: [Remark.Code] { remarks.map(\.code) }
}

/// What the parts of `text` are when all of it is parsed by `parse`.
func parsed<Part>(_ text: String, _ parse: ([UInt8], ByteRange) -> Part) -> (part: Part, bytes: [UInt8]) {
  // Something in front and behind shows that a parser keeps to its range.
  let bytes = Array("<;,\"@:".utf8) + Array(text.utf8) + Array(":@\",;>".utf8)
  return (parse(bytes, 6..<bytes.count - 6), bytes)
}

/// Spans can't go into `#expect`, so the tests ask with arrays.
func looksLikeSIP(_ bytes: [UInt8]) -> Bool { SIPRecognition.looksLikeSIP(bytes.span) }
func startOffset(_ bytes: [UInt8]) -> Int? { SIPRecognition.startOffset(in: bytes.span) }
