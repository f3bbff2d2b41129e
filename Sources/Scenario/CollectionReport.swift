package import Diagnostics

/// What the conversion of many calls did.
package struct CollectionReport: Sendable {
  package let capture: String
  package let target: String
  package let folder: String
  /// In the order of the calls.
  package let conversions: [ConversionReport]
  /// The numbers of the calls that gave no scenario.
  package let refused: [Int]
  package let findings: Findings
}

extension CollectionReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case capture, target, folder, conversions, refused, diagnostics
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(capture, forKey: .capture)
    try container.encode(target, forKey: .target)
    try container.encode(folder, forKey: .folder)
    try container.encode(conversions, forKey: .conversions)
    try container.encode(refused, forKey: .refused)
    try container.encode(findings.all, forKey: .diagnostics)
  }
}
