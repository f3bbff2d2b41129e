import Dialog
import Foundation

/// A call as the document that `pcap2scenario model` prints.
enum Document {
  static func text(_ call: Call) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(call), as: UTF8.self)
  }

  static func value(_ text: String) throws -> Call {
    try JSONDecoder().decode(Call.self, from: Data(text.utf8))
  }
}
