package import Dialog
import FoundationEssentials

/// The normalised model of a capture as a document: what `pcap2scenario model` prints.
package struct DialogModel: Codable, Sendable {
  /// The version of the document's format.
  package static let newestFormat = 1

  package let format: Int
  package let capture: String
  package let calls: [Call]

  package init(capture: String, calls: [Call]) {
    format = Self.newestFormat
    self.capture = capture
    self.calls = calls
  }
}

/// JSON as this program writes it: keys sorted, so that the same input gives the same bytes.
package enum JSON {
  package static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  package static func value<Value: Decodable>(_ type: Value.Type, from text: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text))
  }
}
