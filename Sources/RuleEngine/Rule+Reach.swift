package import SIP
package import Wire

extension Rule {
  /// Whether one of its slots stands in `range` of `message`, whatever its conditions say.
  package func speaks(of range: ByteRange, in message: Message) -> Bool {
    slots.contains { slot in slot.spans(in: message).contains { range.overlaps($0.whole) } }
  }
}
