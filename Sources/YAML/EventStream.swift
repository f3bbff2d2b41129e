import CLibYAML
import Diagnostics

/// The events of a YAML text, one after the other, as libyaml finds them.
///
/// All that is unsafe about libyaml stays in this file.
@safe struct EventStream: ~Copyable {
  private let file: String
  /// libyaml reads from here as long as it lives, so the text must not move.
  private let text: UnsafeMutableBufferPointer<UInt8>
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// Opens a text that is known to be UTF-8; nil when there is no memory left.
  init?(_ bytes: [UInt8], file: String) {
    self.file = file
    unsafe text = .allocate(capacity: bytes.count)
    _ = unsafe text.initialize(from: bytes)
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    guard unsafe yaml_parser_initialize(parser) != 0 else {
      unsafe text.deallocate()
      unsafe parser.deallocate()
      return nil
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe text.deallocate()
  }

  /// The next event; again and again `streamEnd` at the end.
  mutating func next() throws(Unreadable) -> Event {
    while true {
      var event = unsafe yaml_event_t()
      guard unsafe yaml_parser_parse(parser, &event) != 0 else { throw problem().unreadable }
      defer { unsafe yaml_event_delete(&event) }
      if let event = unsafe translated(event) { return event }
    }
  }

  /// An event in Swift's terms; nil for the start of the stream, which tells nothing.
  private func translated(_ event: yaml_event_t) -> Event? {
    var anchor: UnsafeMutablePointer<yaml_char_t>?
    var tag: UnsafeMutablePointer<yaml_char_t>?
    let kind: Event.Kind
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT:
      return nil
    case YAML_DOCUMENT_START_EVENT:
      kind = .documentStart
    case YAML_DOCUMENT_END_EVENT:
      kind = .documentEnd
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      unsafe (anchor, tag) = unsafe (scalar.anchor, scalar.tag)
      let text = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      kind = unsafe .scalar(String(decoding: text, as: UTF8.self), quoted: scalar.style != YAML_PLAIN_SCALAR_STYLE)
    case YAML_SEQUENCE_START_EVENT:
      unsafe (anchor, tag) = unsafe (event.data.sequence_start.anchor, event.data.sequence_start.tag)
      kind = .listStart
    case YAML_SEQUENCE_END_EVENT:
      kind = .listEnd
    case YAML_MAPPING_START_EVENT:
      unsafe (anchor, tag) = unsafe (event.data.mapping_start.anchor, event.data.mapping_start.tag)
      kind = .mappingStart
    case YAML_MAPPING_END_EVENT:
      kind = .mappingEnd
    case YAML_ALIAS_EVENT:
      kind = unsafe .alias(string(event.data.alias.anchor) ?? "")
    default:
      kind = .streamEnd
    }
    return unsafe Event(
      kind: kind,
      location: location(event.start_mark),
      anchor: string(anchor),
      tag: string(tag)
    )
  }

  /// Why libyaml gave up.
  private func problem() -> SyntaxProblem {
    let problem = unsafe string(parser.pointee.problem) ?? "no memory left"
    // The reader, which comes before there are lines, tells an offset in bytes instead of a mark.
    guard unsafe parser.pointee.error != YAML_READER_ERROR else {
      let offset = unsafe Int(clamping: parser.pointee.problem_offset)
      let place = unsafe Location(file: file, offset: offset, in: text)
      return SyntaxProblem(problem: problem, location: place, character: nil, context: nil)
    }
    let mark = unsafe parser.pointee.problem_mark
    let context = unsafe string(parser.pointee.context).map {
      unsafe (text: $0, location: location(parser.pointee.context_mark))
    }
    return SyntaxProblem(
      problem: problem,
      location: location(mark),
      character: character(at: mark),
      context: context
    )
  }

  private func location(_ mark: yaml_mark_t) -> Location {
    Location(file: file, line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
  }

  private func character(at mark: yaml_mark_t) -> Unicode.Scalar? {
    unsafe String(decoding: text, as: UTF8.self).unicodeScalars.dropFirst(Int(clamping: mark.index)).first
  }

  private func string(_ characters: UnsafePointer<CChar>?) -> String? {
    unsafe characters.map { unsafe String(cString: $0) }
  }

  private func string(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe characters.map { unsafe String(cString: $0) }
  }
}
