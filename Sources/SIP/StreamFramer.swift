package import Wire

/// Cuts the bytes of one direction of a TCP connection into messages by their Content-Length (RFC 3261 section 18.3).
///
/// Feed it with `append`, take out with `next` until that gives nil. Each byte is looked at a fixed number of times,
/// however small the segments are, and no more is kept than the message that is not complete yet.
package struct StreamFramer: Sendable {
  /// False once the stream has turned out to carry something else; nothing is kept of it from then on.
  ///
  /// A stream whose beginning was not captured may begin inside a message: call `gap` first, and a start line is
  /// looked for instead of being expected.
  package private(set) var isSIP = true

  /// The longest start line and headers, in bytes.
  private static let longestHead = 64 << 10
  /// The longest message, in bytes.
  private static let longestMessage = 1 << 20

  private enum Stage {
    /// At the start line of the next message.
    case start
    /// Behind a start line; the headers begin at the offset.
    case headers(from: Int)
    /// Behind the headers; the message ends at the offset.
    case body(end: Int)
  }

  private var buffer: [UInt8] = []
  private var stage = Stage.start
  /// The first byte of the buffer that was not handed out or skipped.
  private var head = 0
  /// Where the line begins that is looked at.
  private var lineStart = 0
  /// The bytes between `lineStart` and this one hold no line end.
  private var scanned = 0
  private var ledger = FrameLedger()
  /// Messages that a gap or the end has cut off.
  private var cutOff: [Framed] = []
  /// Whether what stands at `head` may be the rest of something.
  private var isSeeking = false
  private var hasSeenMessage = false
  /// How many bytes belonged to no message since the last one.
  private var skipped = 0

  package init() {}

  /// What is kept takes so much memory, in bytes: nothing between messages.
  package var held: Int { buffer.capacity + ledger.held }

  /// Whether no message was found yet in a stream whose beginning is missing: it may still turn out to be none of SIP.
  package var isUnsure: Bool { isSIP && isSeeking && !hasSeenMessage }

  /// Takes the next bytes of the stream.
  ///
  /// - Parameters:
  ///   - bytes: what follows the bytes of the last call.
  ///   - frame: the frame that brought them.
  ///   - time: when it did.
  package mutating func append(_ bytes: Span<UInt8>, frame: FrameNumber, time: CaptureTime) {
    guard isSIP, !bytes.isEmpty else { return }
    if buffer.isEmpty { buffer = [UInt8](copying: bytes) } else { buffer += [UInt8](copying: bytes) }
    ledger.append(bytes.count, frame: frame, time: time)
  }

  /// The next message that is complete, or that a gap or the end has cut off; nil until more bytes come.
  package mutating func next() -> Framed? {
    if !cutOff.isEmpty { return cutOff.removeFirst() }
    while isSIP {
      switch stage {
      case .start:
        guard findStart() else { return nil }
      case .headers(let start):
        if let framed = readHeaders(from: start) { return framed }
        guard case .body = stage else { return nil }
      case .body(let end):
        return buffer.count >= end ? cut(to: end, []) : nil
      }
    }
    return nil
  }

  /// Says that bytes are missing here: what was begun is cut off, and the next start line is looked for.
  package mutating func gap() {
    cutOffRest()
    isSeeking = true
  }

  /// Says that no more bytes will come: what was begun is cut off.
  package mutating func end() {
    cutOffRest()
  }
}

extension StreamFramer {
  /// Whether a start line is at `head` now; otherwise more bytes are needed, or the stream is none of SIP.
  private mutating func findStart() -> Bool {
    while isSIP {
      if scanned == head { skipKeepAlives() }
      let fresh = scanned
      guard let line = nextLine() else {
        let isBinary = buffer[fresh...].contains { $0 < .space && $0 != .tab && $0 != .carriageReturn }
        if buffer.count - head > Self.longestHead || isBinary && !isSeeking { skip(to: buffer.count) }
        return false
      }
      if SIPRecognition.looksLikeSIP(buffer.span.extracting(head..<line.next)) {
        stage = .headers(from: line.next)
        lineStart = line.next
        return true
      }
      skip(to: line.next)
    }
    return false
  }

  /// CRLFs between messages keep a connection open (RFC 5626 section 3.5.1).
  private mutating func skipKeepAlives() {
    let isLineEnd = { (byte: UInt8) in byte == .carriageReturn || byte == .lineFeed }
    let end = buffer[head...].firstIndex { !isLineEnd($0) } ?? buffer.count
    if end > head { drop(to: end) }
  }

  /// Reads on to the empty line; gives a message only when it has to be given up there.
  private mutating func readHeaders(from start: Int) -> Framed? {
    while let line = nextLine() {
      lineStart = line.next
      guard line.content.isEmpty else { continue }
      let section = HeaderSection(buffer, from: start, to: line.next)
      switch ContentLength(buffer, section.headers) {
      case .length(let length, _) where length > Self.longestMessage:
        let text = "Content-Length says \(length), more than the \(Self.longestMessage) bytes that are read"
        return abandon(at: line.next, Remark(.messageTooLong, text, at: line.next - head))
      case .length(let length, _):
        stage = .body(end: line.next + length)
        return nil
      case .unusable:
        // The message itself will tell what is wrong with it.
        return abandon(at: line.next, nil)
      case .missing:
        let text = "a message in a stream has no Content-Length: taken as without a body"
        return abandon(at: line.next, Remark(.missingContentLength, text, at: line.next - head))
      }
    }
    guard buffer.count - head > Self.longestHead else { return nil }
    let text = "the headers are longer than the \(Self.longestHead) bytes that are read"
    return abandon(at: buffer.count, Remark(.messageTooLong, text, at: buffer.count - head))
  }

  /// Hands out what is in front of `end`; what follows may be the rest of the message.
  private mutating func abandon(at end: Int, _ remark: Remark?) -> Framed {
    let framed = cut(to: end, remark.map { [$0] } ?? [])
    isSeeking = true
    return framed
  }

  /// The line at `lineStart`; nil while its end hasn't come.
  private mutating func nextLine() -> Line? {
    guard let feed = buffer.offset(of: .lineFeed, in: scanned..<buffer.count) else {
      scanned = buffer.count
      return nil
    }
    scanned = feed + 1
    return buffer.line(at: lineStart, to: scanned)
  }
}

extension StreamFramer {
  /// Takes the message that ends at `end` out of the buffer.
  private mutating func cut(to end: Int, _ remarks: [Remark]) -> Framed {
    var remarks = remarks
    if skipped > 0 {
      remarks.append(Remark(.skippedBytes, "\(skipped) bytes in front of this message belong to no message", at: 0))
      skipped = 0
    }
    let bytes = Array(buffer[head..<end])
    let (numbers, time) = ledger.take(bytes.count)
    stage = .start
    isSeeking = false
    hasSeenMessage = true
    moveHead(to: end)
    return Framed(bytes: bytes, frames: numbers, time: time, remarks: remarks)
  }

  private mutating func cutOffRest() {
    guard isSIP else { return }
    switch stage {
    case .start:
      skipped += buffer.count - head
      drop(to: buffer.count)
    case .headers, .body:
      let remark = Remark(.messageCutOff, "the rest of this message was not captured", at: buffer.count - head)
      cutOff.append(cut(to: buffer.count, [remark]))
    }
  }

  /// Leaves out the bytes up to `end`, which are no start line, or gives the whole stream up.
  private mutating func skip(to end: Int) {
    skipped += end - head
    drop(to: end)
    if hasSeenMessage || isSeeking && skipped <= Self.longestHead {
      isSeeking = true
    } else {
      isSIP = false
      buffer = []
      ledger = FrameLedger()
      moveHead(to: 0)
    }
  }

  private mutating func drop(to end: Int) {
    ledger.drop(end - head)
    moveHead(to: end)
  }

  /// Goes on at `offset`; frees what is in front of it once that is more than what is behind.
  ///
  /// An array that is emptied keeps its memory, and there may be many streams that wait for their next message.
  private mutating func moveHead(to offset: Int) {
    head = offset
    if head == buffer.count {
      buffer = []
      head = 0
    } else if head > buffer.count / 2 {
      buffer = Array(buffer[head...])
      head = 0
    }
    lineStart = head
    scanned = head
  }
}
