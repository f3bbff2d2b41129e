package import Diagnostics
package import Wire

/// What reading a capture came to.
package struct CaptureReport: Sendable {
  /// How many of the wanted frames the file holds.
  package let frames: Int
  /// How many UDP datagrams were delivered.
  package let datagrams: Int
  /// How many pieces of TCP streams were delivered.
  package let segments: Int
  /// The earliest time of a wanted frame; nil when there was none.
  package let first: CaptureTime?
  /// The latest time of a wanted frame; nil when there was none.
  package let last: CaptureTime?
  /// The link layer as engineers call it: `Ethernet`, `Linux cooked v1`.
  package let linkType: String
  /// One warning for each cause of loss, with its count and first frame; everything that could be read was delivered.
  package let findings: Findings
}
