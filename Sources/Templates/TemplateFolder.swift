package import Diagnostics

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension TemplateSource {
  /// Reads a user's folder: `path/*.mustache` and, more specific and so later, `path/<target>/*.mustache`.
  ///
  /// Files come in the order of their names, hidden ones (which editors leave behind) are passed over. A folder or file
  /// that can't be read, text that isn't UTF-8 and a folder without any template become errors in `findings`.
  package static func folder(_ path: String, target: String, into findings: inout Findings) -> [TemplateSource] {
    let own = joined(path, target)
    var isFolder = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard exists, isFolder else {
      let reason = exists ? "this is not a folder" : "there is no such folder"
      findings.error(
        "template-folder",
        "\(reason): --templates takes a folder of .mustache files",
        at: Location(file: path)
      )
      return []
    }
    let before = findings.all.count
    let files = templateFiles(in: path, into: &findings) + templateFiles(in: own, into: &findings)
    if files.isEmpty, findings.all.count == before {
      findings.error(
        "template-folder",
        "no .mustache file here nor in \(own): 'pcap2scenario templates eject' writes the built-in ones to start from",
        at: Location(file: path)
      )
    }
    return files.compactMap { read($0, into: &findings) }
  }

  /// The visible `.mustache` files of a folder; none when it doesn't exist.
  private static func templateFiles(in folder: String, into findings: inout Findings) -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      return names.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }.sorted().map { joined(folder, $0) }
    } catch {
      findings.error(
        "template-folder",
        "the folder can't be read: look at its permissions",
        at: Location(file: folder)
      )
      return []
    }
  }

  private static func read(_ file: String, into findings: inout Findings) -> TemplateSource? {
    guard let bytes = FileManager.default.contents(atPath: file).map({ [UInt8]($0) }) else {
      findings.error("template-file", "the file can't be read: look at its permissions", at: Location(file: file))
      return nil
    }
    do {
      let text = String(copying: try UTF8Span(validating: bytes.span))
      let name = file.split(separator: "/").last.map { String($0.dropLast(suffix.count)) } ?? file
      return TemplateSource(name: name, file: file, text: text, origin: .folder)
    } catch {
      let line = 1 + bytes[..<error.byteOffsets.lowerBound].count { $0 == UInt8(ascii: "\n") }
      findings.error(
        "template-encoding",
        "the file is not UTF-8: save it in that encoding",
        at: Location(file: file, line: line)
      )
      return nil
    }
  }

  private static func joined(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// What the names of template files end with.
  package static let suffix = ".mustache"
}
