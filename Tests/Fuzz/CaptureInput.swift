import Capture
import Diagnostics
import Dialog
private import Glibc
import Scenario

/// Makes a capture of an input, and takes it through the program as far as it goes without writing anything.
enum CaptureInput {
  /// The numbers of link types in files (LINKTYPE_...): the first byte of an input chooses one.
  static let links: [UInt8] = [1, 101, 113, 0, 108, 12, 20, 105, 127, 197]
  private static let raw = 101

  /// A link type, then one frame after another, each behind its length in two bytes.
  static func frames(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    var capture = PcapText(link: Int(links[Int(first) % links.count]))
    var rest = bytes.dropFirst()
    while rest.count > 2 {
      let length = Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())
      capture.add(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    read(capture.bytes)
  }

  /// IPv4 fragments: number of the packet, offset and flag in two bytes, length, and so many bytes of UDP.
  static func fragments(_ bytes: [UInt8]) {
    var capture = PcapText(link: raw)
    var rest = bytes[...]
    while rest.count > 4 {
      let head = Array(rest.prefix(4))
      let payload = Array(rest.dropFirst(4).prefix(Int(head[3])))
      rest = rest.dropFirst(4 + payload.count)
      capture.add(IPText.packet(17, payload, identification: head[0], fragment: [head[1] & 0x3F, head[2]]))
    }
    read(capture.bytes)
  }

  /// TCP segments: direction and flags, sequence and acknowledgment in two bytes each, length, and so many bytes.
  static func segments(_ bytes: [UInt8]) {
    var capture = PcapText(link: raw)
    var rest = bytes[...]
    while rest.count >= 6 {
      let head = Array(rest.prefix(6))
      let payload = Array(rest.dropFirst(6).prefix(Int(head[5])))
      rest = rest.dropFirst(6 + payload.count)
      let ports: [UInt8] = head[0] & 0x80 == 0 ? [0x13, 0xC4, 0x13, 0xC5] : [0x13, 0xC5, 0x13, 0xC4]
      let tcp =
        ports + [0xFF, 0xFF] + head[1...2] + [0xFF, 0xFF] + head[3...4] + [0x50, head[0] & 0x3F, 1, 0, 0, 0, 0, 0]
      capture.add(IPText.packet(6, tcp + payload, isBack: head[0] & 0x80 != 0))
    }
    read(capture.bytes)
  }

  /// UDP datagrams that a zero byte separates; the first byte of each says which way it goes.
  static func datagrams(_ bytes: [UInt8]) {
    var capture = PcapText(link: raw)
    for piece in bytes.split(separator: 0).prefix(64) {
      let isBack = piece.first.map { $0 & 1 != 0 } ?? false
      let payload = Array(piece.dropFirst())
      let length = payload.count + 8
      let udp = [0x13, isBack ? 0xC5 : 0xC4, 0x13, isBack ? 0xC4 : 0xC5, UInt8(truncatingIfNeeded: length >> 8)]
      capture.add(IPText.packet(17, udp + [UInt8(truncatingIfNeeded: length), 0, 0] + payload, isBack: isBack))
    }
    read(capture.bytes)
  }

  /// A whole file.
  static func read(_ bytes: [UInt8]) {
    MemoryFile.fill(bytes)
    guard let file = try? CaptureFile(MemoryFile.path),
      let found = try? CaptureSurvey(file, sipPort: nil).survey(keeping: .all)
    else { return }
    for call in found.recording.calls {
      guard let text = try? JSON.text(call), let again = try? JSON.value(Call.self, from: Array(text.utf8)) else {
        fatalError("the model can't be written and read")
      }
      precondition((try? JSON.text(again)) == text)
      for (rules, templates) in targets { plan(call, rules, templates) }
    }
  }
}
