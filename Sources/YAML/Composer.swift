import Diagnostics

/// Makes a tree of the events of a text, and refuses what this project does without.
///
/// What is refused but can be passed over (tags, anchors, a key given twice) is noted in `findings`, so that the rest
/// is checked in the same run.
struct Composer: ~Copyable {
  private(set) var findings = Findings()
  private var events: EventStream
  /// How many lists and mappings are open.
  private var depth = 0
  /// Whether the tree has a hole that nothing can fill.
  private var hasAlias = false

  /// Deeper than any rule needs; keeps every recursion over the tree short.
  static let deepest = 64

  init(_ events: consuming EventStream) {
    self.events = events
  }

  /// The one document of the text; nil when there is none, or when an alias leaves it with a hole.
  mutating func document() throws(Unreadable) -> Node? {
    let start = try events.next()
    guard case .documentStart = start.kind else { throw empty(at: start.location) }
    let first = try events.next()
    let root = try node(first)
    if root.isAbsent { throw empty(at: first.location) }
    _ = try events.next()
    let after = try events.next()
    if case .documentStart = after.kind {
      findings.error("yaml-documents", "a second document begins here: keep one in a file", at: after.location)
    }
    return hasAlias ? nil : root
  }

  private func empty(at location: Location) -> Unreadable {
    Unreadable(code: "yaml-empty", message: "nothing but blanks and comments", location: Location(file: location.file))
  }

  private mutating func node(_ event: Event) throws(Unreadable) -> Node {
    guard !findings.areEnough else {
      throw Unreadable(code: "yaml-errors", message: Findings.moreErrors, location: event.location)
    }
    refuseProperties(of: event)
    let value: Node.Value
    switch event.kind {
    case .scalar(let text, let quoted):
      guard text.isStreamSafe else {
        throw Unreadable(code: "yaml-text", message: "a character with too many accents", location: event.location)
      }
      value = .scalar(text, quoted: quoted)
    case .listStart:
      try descend(at: event.location)
      value = .list(try items())
      depth -= 1
    case .mappingStart:
      try descend(at: event.location)
      value = .mapping(try entries())
      depth -= 1
    case .alias(let name):
      hasAlias = true
      findings.error("yaml-alias", "'*\(name.shortened)' repeats a value: write it out here", at: event.location)
      value = .scalar("", quoted: false)
    case .documentStart, .documentEnd, .streamEnd, .listEnd, .mappingEnd:
      throw Unreadable(code: "yaml-syntax", message: "a value is missing", location: event.location)
    }
    return Node(value: value, location: event.location)
  }

  private mutating func descend(at location: Location) throws(Unreadable) {
    guard depth < Self.deepest else {
      let message = "lists and mappings more than \(Self.deepest) levels deep: nest less"
      throw Unreadable(code: "yaml-depth", message: message, location: location)
    }
    depth += 1
  }

  private mutating func items() throws(Unreadable) -> [Node] {
    var items: [Node] = []
    while true {
      let event = try events.next()
      if case .listEnd = event.kind { return items }
      items.append(try node(event))
    }
  }

  private mutating func entries() throws(Unreadable) -> [Node.Entry] {
    var entries: [Node.Entry] = []
    var places: [String: Location] = [:]
    while true {
      let event = try events.next()
      if case .mappingEnd = event.kind { return entries }
      let key = try node(event)
      let node = try node(try events.next())
      guard case .scalar(let name, _) = key.value else {
        findings.error("yaml-key", "\(key.kind) can't be a key: write a text", at: key.location)
        continue
      }
      if let first = places.updateValue(key.location, forKey: name) {
        places[name] = first
        findings.error("duplicate-key", "key \(name.quoted) stands at \(first) already: keep one", at: key.location)
        continue
      }
      entries.append(Node.Entry(key: name, keyLocation: key.location, node: node))
    }
  }

  private mutating func refuseProperties(of event: Event) {
    if let anchor = event.anchor {
      findings.error(
        "yaml-anchor",
        "anchor '&\(anchor.shortened)': values can't be repeated by name: remove it",
        at: event.location
      )
    }
    if let tag = event.tag {
      findings.error("yaml-tag", "tag '\(Self.written(tag))': every value stays text: remove it", at: event.location)
    }
  }

  /// A tag as it stands in the file: `!!int` for `tag:yaml.org,2002:int`.
  private static func written(_ tag: String) -> String {
    let standard = "tag:yaml.org,2002:".utf8
    guard tag.utf8.starts(with: standard) else { return tag.shortened }
    return ("!!" + String(Substring(tag.utf8.dropFirst(standard.count)))).shortened
  }
}
