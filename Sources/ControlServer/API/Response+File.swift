#if Control
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import _NIOFileSystem

extension Response {
  /// A file of the data folder, to be saved and not to be looked at: what others wrote is never a page of ours.
  ///
  /// Throws `Refusal` (404) when it is not there, or a link. `owner` lives until the last byte is sent.
  static func file(_ path: String, as name: String, type: String, owner: Scratch? = nil) async throws -> Response {
    guard let info = try await FileSystem.shared.info(forFileAt: FilePath(path), infoAboutSymbolicLink: true),
      info.type == .regular
    else { throw Refusal(.notFound, "there is no file '\(name)'") }
    let body = ResponseBody(contentLength: Int(info.size)) { writer in
      try await FileSystem.shared.withFileHandle(forReadingAt: FilePath(path)) { file in
        for try await chunk in file.readChunks(in: 0..<info.size, chunkLength: .kibibytes(128)) {
          try await writer.write(chunk)
        }
      }
      try await writer.finish(nil)
      withExtendedLifetime(owner) {}
    }
    return Response(status: .ok, headers: attachment(name, type: type), body: body)
  }

  /// The headers of something to be saved by a name, which is a `Slug` or made of such.
  static func attachment(_ name: String, type: String) -> HTTPFields {
    [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""]
  }
}
#endif
