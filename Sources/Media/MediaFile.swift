package import Dialog

/// A file of packets that an engine plays: what one party sent for one m= line.
package struct MediaFile: Sendable {
  /// Its name beside the scenario.
  package let name: String
  package let stream: MediaStream

  package init(name: String, stream: MediaStream) {
    self.name = name
    self.stream = stream
  }
}
