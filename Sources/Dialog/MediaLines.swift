import SDP
import Wire

/// The m= lines that the SDPs of a capture announced, and which of them are whose.
struct MediaLines {
  /// The lines of one call, linked in the order in which they were announced.
  private struct Chain {
    var first: UInt32?
    var last: UInt32?
    var count = 0
    /// How many endpoints they were announced at.
    var endpoints = 0
  }

  private var lines: LongList = [MediaLine.nobody]
  /// By the place of the call in the list.
  private var chains = LongList<Chain>()
  /// Those behind the first few of their calls: most calls have no more, and those are soon looked through.
  private var beyond = IndexTable()
  private static let few = 8
  private var kinds: [String] = []
  private var kindNumbers: [String: UInt32] = [:]

  /// The line with this index.
  subscript(index: Int) -> MediaLine {
    @inline(__always) get { lines[index] }
    @inline(__always) _modify { yield &lines[index] }
  }

  /// The kind of medium that a line is about, such as `audio`.
  func kind(of line: MediaLine) -> String { kinds[Int(line.kind)] }

  /// The index of the first line of a call, which names the next one; nil when it announced none.
  func first(of call: Int) -> Int? {
    call < chains.count ? chains[call].first.map(Int.init) : nil
  }

  /// The indices of the lines of a call.
  func all(of call: Int) -> [Int] {
    var indices: [Int] = []
    var next = first(of: call)
    while let index = next {
      indices.append(index)
      next = lines[index].next.map(Int.init)
    }
    return indices
  }

  /// Finds or begins an m= line; nil when its call has too many.
  mutating func place(
    of media: AnnouncedMedia,
    in bytes: Span<UInt8>,
    by speaker: MediaWatch.Speaker,
    _ limits: inout MediaLimits,
    frame: FrameNumber
  ) -> Int? {
    guard speaker.isCounted else { return MediaLine.nobodyIndex }
    guard let kind = number(of: media.kind.range, in: bytes) else {
      limits.count(.kinds, frame: frame)
      return nil
    }
    let wanted = MediaLine(
      call: UInt32(truncatingIfNeeded: speaker.call),
      line: media.line,
      kind: kind,
      leg: UInt8(truncatingIfNeeded: speaker.leg),
      announcer: speaker.role
    )
    if let known = index(of: wanted) { return known }
    while chains.count <= speaker.call { chains.append(Chain()) }
    guard limits.admits(.lines, behind: chains[speaker.call].count, frame: frame) else { return nil }
    let index = UInt32(truncatingIfNeeded: lines.count)
    if chains[speaker.call].count >= Self.few { beyond.insert(lines.count, hash: hash(of: wanted)) }
    lines.append(wanted)
    if let last = chains[speaker.call].last {
      lines[Int(last)].next = index
    } else {
      chains[speaker.call].first = index
    }
    chains[speaker.call].last = index
    chains[speaker.call].count += 1
    return Int(index)
  }

  /// Counts one more endpoint that a line was announced at; false when its call has too many.
  mutating func admitEndpoint(of line: Int, _ limits: inout MediaLimits, frame: FrameNumber) -> Bool {
    let call = Int(lines[line].call)
    guard limits.admits(.endpoints, behind: chains[call].endpoints, frame: frame) else { return false }
    chains[call].endpoints += 1
    return true
  }

  /// The line that is the same; nil when there is none.
  private func index(of wanted: MediaLine) -> Int? {
    var next = first(of: Int(wanted.call))
    for _ in 0..<Self.few {
      guard let line = next else { return nil }
      if lines[line].isSame(as: wanted) { return line }
      next = lines[line].next.map(Int.init)
    }
    return beyond.find(hash(of: wanted)) { lines[$0].isSame(as: wanted) }
  }

  private func hash(of line: MediaLine) -> UInt64 {
    beyond.secret.hash(UInt64(line.call) << 32 | UInt64(line.line), UInt64(line.kind) << 8 | UInt64(line.leg))
  }

  /// Nil when there are too many kinds.
  private mutating func number(of range: ByteRange, in bytes: Span<UInt8>) -> UInt32? {
    let kind = bytes.text(range)
    // Nearly all are of one kind.
    if kinds.first == kind { return 0 }
    if let known = kindNumbers[kind] { return known }
    guard kinds.count < MediaLimits.mostKinds else { return nil }
    let number = UInt32(truncatingIfNeeded: kinds.count)
    kinds.append(kind)
    kindNumbers[kind] = number
    return number
  }
}
