import Wire

/// Names for the folders of many calls: safe on every file system, and no two alike.
///
/// A Call-ID is a stranger's text: `../../etc/passwd`, 300 bytes, or two that differ only in case. The number in front
/// makes the name, what stands of the Call-ID behind it only helps the eye.
struct FolderNames {
  private let digits: Int
  private static let longest = 60

  /// - Parameter highest: the highest number there will be.
  init(highest: Int) {
    digits = max(4, String(highest).utf8.count)
  }

  /// `0007-1-15479@192.0.2.10`.
  func name(number: Int, callID: String) -> String {
    let ordinal = String(number)
    let safe = callID.utf8.prefix(Self.longest).map { byte in
      byte.isDigit || byte.isLetter || "-_.@".utf8.contains(byte) ? byte : UInt8(ascii: "_")
    }
    return String(repeating: "0", count: max(0, digits - ordinal.utf8.count)) + ordinal + "-"
      + String(decoding: safe, as: UTF8.self)
  }
}
