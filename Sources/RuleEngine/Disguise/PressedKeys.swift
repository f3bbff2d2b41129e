import SIP
import Wire

extension Message {
  /// The keys that an INFO reports: `Signal=5` in `application/dtmf-relay`, or all of `application/dtmf`.
  var pressedKeys: [ByteRange] {
    guard let type = contentType else { return [] }
    if type.matches("application", "dtmf", in: bytes) {
      return body.filter { Self.isKey(bytes[$0]) }.map { $0..<$0 + 1 }
    }
    guard type.matches("application", "dtmf-relay", in: bytes) else { return [] }
    return bytes[body].split(whereSeparator: { $0 == .carriageReturn || $0 == .lineFeed }).flatMap {
      line -> [ByteRange] in
      guard let equals = line.firstIndex(of: .equals),
        bytes.equals(bytes.trimmed(line.startIndex..<equals), ignoringCase: "signal")
      else { return [] }
      return line.indices.filter { $0 > equals && Self.isKey(bytes[$0]) }.map { $0..<$0 + 1 }
    }
  }

  private static func isKey(_ byte: UInt8) -> Bool {
    byte.isDigit || "*#ABCDabcd".utf8.contains(byte)
  }
}
