import Foundation
import FoundationXML

/// A scenario read back: its elements, and its steps in one line each.
final class Outline: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let parent: String?
    let attributes: [String: String]
  }

  private(set) var elements: [Element] = []
  /// `send INVITE, retrans`, `recv 180, optional`, `nop, stop`.
  private(set) var steps: [String] = []
  /// The text of every message, in the order of the file.
  private(set) var messages: [String] = []
  private var path: [String] = []
  private var text = ""

  /// Throws the parser's error when the text is no XML.
  init(_ xml: [UInt8]) throws {
    super.init()
    let parser = XMLParser(data: Data(xml))
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.coderReadCorrupt) }
  }

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.append(Element(name: name, parent: path.last, attributes: attributes))
    path.append(name)
    text = ""
    switch name {
    case "recv":
      let awaited = attributes["request"] ?? attributes["response"] ?? "?"
      steps.append("recv \(awaited)" + (attributes["optional"] == "true" ? ", optional" : ""))
    case "send": steps.append("send" + (attributes["retrans"] == nil ? "" : ", retrans"))
    case "pause", "nop": steps.append(name)
    case "exec":
      if attributes["play_pcap_audio"] != nil { steps[steps.count - 1] += ", play audio" }
      if attributes["rtp_stream"] == "stop" { steps[steps.count - 1] += ", stop" }
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    text += String(decoding: block, as: UTF8.self)
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    path.removeLast()
    guard name == "send" else { return }
    messages.append(text)
    let words = text.split { $0.isWhitespace }
    let title = words.first == "SIP/2.0" ? words.dropFirst().first : words.first
    steps[steps.count - 1] = "send \(title ?? "nothing")" + steps[steps.count - 1].dropFirst("send".count)
  }
}
