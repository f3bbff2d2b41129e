import Testing

@testable import Capture

/// Messages of SCTP put together from their pieces.
struct SCTPMessagesTests {
  private static func piece(_ text: String, isFirst: Bool = false, isLast: Bool = false) -> SCTPMessages.Piece {
    SCTPMessages.Piece(bytes: Array(text.utf8), isFirst: isFirst, isLast: isLast, frame: 1)
  }

  @Test(
    "pieces in every order, around the wrap of the sequence number",
    arguments: [
      [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0],
    ]
  )
  func order(order: [UInt32]) {
    var messages = SCTPMessages()
    let pieces = [Self.piece("abc", isFirst: true), Self.piece("def"), Self.piece("ghi", isLast: true)]
    let made = order.compactMap { messages.add(pieces[Int($0)], sequence: 0xFFFF_FFFF &+ $0) }
    #expect(made == [Array("abcdefghi".utf8)])
    #expect(messages.bytes == 0)
  }

  @Test("a piece that comes again, after others enough that nobody remembers it, is counted once")
  func repetition() {
    var messages = SCTPMessages()
    for _ in 0..<3 { #expect(messages.add(Self.piece("abc", isFirst: true), sequence: 7) == nil) }
    #expect(messages.bytes == Self.piece("abc").cost)
    #expect(messages.add(Self.piece("def", isLast: true), sequence: 8) == Array("abcdef".utf8))
    #expect(messages.bytes == 0)
  }

  @Test("pieces without an end are given up, and told")
  func crowd() {
    var messages = SCTPMessages()
    for number in 0...UInt32(SCTPMessages.pieceLimit) { _ = messages.add(Self.piece("abc"), sequence: number) }
    #expect(messages.isCrowded)
    #expect(messages.drop() == 1)
    #expect(messages.bytes == 0 && !messages.isCrowded)
  }
}
