/// An m= line that an SDP of the capture announced: the two streams that go with it, one from each party.
///
/// A capture may hold hundreds of thousands of them, so it is made of numbers only.
struct MediaLine {
  /// The call, by its place in the list.
  let call: UInt32
  /// Position of the m= line, counted from 1.
  let line: UInt32
  /// Which kind of medium, as the watch numbers them.
  let kind: UInt32
  /// Counted from 0.
  let leg: UInt8
  /// Who announced it first; what it receives, the other one sent.
  let announcer: PartyRole
  /// Another line of the same call.
  var next: UInt32?
  /// The newest flow of what each party sends.
  private var fromCaller: UInt32?
  private var fromCallee: UInt32?
  /// After this time nothing is counted any more, in nanoseconds: the call has ended.
  var closes = Int64.max

  init(call: UInt32, line: UInt32, kind: UInt32, leg: UInt8, announcer: PartyRole) {
    self.call = call
    self.line = line
    self.kind = kind
    self.leg = leg
    self.announcer = announcer
  }

  /// All lines of the calls that nobody asked for: their packets belong to somebody else, more need not be known.
  ///
  /// It is closed, as to who may take an endpoint over.
  static let nobody = {
    var line = MediaLine(call: .max, line: 0, kind: 0, leg: 0, announcer: .caller)
    line.closes = .min
    return line
  }()

  /// Where a watch keeps it: of all others the packets are counted.
  static let nobodyIndex = 0

  /// The newest flow of what `sender` sends.
  subscript(sender: PartyRole) -> Int? {
    get { (sender == .caller ? fromCaller : fromCallee).map(Int.init) }
    set {
      let index = newValue.flatMap { UInt32(exactly: $0) }
      if sender == .caller { fromCaller = index } else { fromCallee = index }
    }
  }

  /// Whether both are the same line.
  func isSame(as other: MediaLine) -> Bool {
    call == other.call && line == other.line && kind == other.kind && leg == other.leg
  }
}

/// An m= line as one party announced it at some endpoint: it listens there, and sends from there.
struct Listener: Equatable {
  private let bits: UInt32

  init(line: Int, announcer: PartyRole) {
    bits = UInt32(truncatingIfNeeded: line) << 1 | (announcer == .caller ? 0 : 1)
  }

  /// Index of its line.
  var line: Int { Int(bits >> 1) }
  var announcer: PartyRole { bits & 1 == 0 ? .caller : .callee }
}
