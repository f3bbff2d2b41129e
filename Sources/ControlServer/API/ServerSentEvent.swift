#if Control
import Foundation
import NIOCore

/// How events of jobs look on the wire.
enum ServerSentEvent {
  private struct Progress: Encodable {
    let id: String
    let bytes: Int
  }

  static func of(_ event: JobFeed.Event) throws -> ByteBuffer {
    let encoder = JSONEncoder.api
    let (name, data) =
      switch event {
      case .changed(let job): ("job", try encoder.encode(JobAPI.Answer(job)))
      case .progress(let id, let bytes): ("progress", try encoder.encode(Progress(id: id, bytes: bytes)))
      }
    return ByteBuffer(string: "event: \(name)\ndata: \(String(decoding: data, as: UTF8.self))\n\n")
  }
}

extension AsyncStream where Element: Sendable {
  /// The same, and nil whenever so long nothing came.
  func withHeartbeat(every pause: Duration) -> AsyncStream<Element?> {
    let (stream, continuation) = AsyncStream<Element?>.makeStream(bufferingPolicy: .bufferingNewest(256))
    let beat = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: pause)
        continuation.yield(nil)
      }
    }
    let relay = Task {
      for await element in self { continuation.yield(element) }
      continuation.finish()
    }
    continuation.onTermination = { _ in
      beat.cancel()
      relay.cancel()
    }
    return stream
  }
}
#endif
