import Testing
import Wire

@testable import SDP

@Suite("Session descriptions")
struct SessionDescriptionTests {
  static let offer = """
    v=0
    o=- 20518 1 IN IP4 203.0.113.1
    s=-
    c=IN IP4 203.0.113.1
    t=0 0
    a=sendonly
    a=group:BUNDLE a
    m=audio 54400/2 RTP/SAVPF 0 96 101
    a=rtpmap:0 PCMU/8000
    a=rtpmap:96 opus/48000/2
    a=rtpmap:101 telephone-event/8000
    a=fmtp:101 0-15
    a=rtcp:53020 IN IP6 2001:db8::7
    a=rtcp-mux
    a=recvonly
    m=video 0 RTP/AVP 31
    c=IN IP6 2001:db8::1
    c=IN IP4 224.2.1.1/127/3
    a=inactive
    m=image 5004 udptl t38
    k=prompt

    """

  @Test("what a complete one holds")
  func complete() throws {
    let sdp = try #require(SessionDescription(lines: Self.offer))
    #expect(sdp.remarks.isEmpty)
    #expect(sdp.lines.count == 21)
    let origin = try #require(sdp.origin)
    let fields = [origin.user, origin.id, origin.version, origin.netType, origin.addressType, origin.address]
    #expect(fields.map { sdp.text($0) } == ["-", "20518", "1", "IN", "IP4", "203.0.113.1"])
    #expect(sdp.connection?.ip == IPAddress("203.0.113.1"))
    #expect(sdp.attributes.map { sdp.text($0.name) } == ["sendonly", "group"])
    #expect(sdp.media.map { sdp.text($0.kind) } == ["audio", "video", "image"])
    #expect(sdp.media.map(\.portNumber) == [54400, 0, 5004])
    #expect(sdp.media.map { sdp.text($0.port) } == ["54400", "0", "5004"])
    #expect(sdp.media.map { sdp.text($0.proto) } == ["RTP/SAVPF", "RTP/AVP", "udptl"])
    #expect(sdp.media.map { $0.formats.map { sdp.text($0) } } == [["0", "96", "101"], ["31"], ["t38"]])
    #expect(sdp.media.map(\.direction) == [.recvonly, .inactive, .sendonly])
    #expect(sdp.media.map(\.lines.count) == [8, 4, 2])
  }

  @Test("what an audio medium says of its codecs and of RTCP")
  func codecs() throws {
    let sdp = try #require(SessionDescription(lines: Self.offer))
    let audio = try #require(sdp.media.first)
    #expect(audio.rtpmaps.map(\.payloadType) == [0, 96, 101])
    #expect(audio.rtpmap(for: 96).map { sdp.text($0.encoding) } == "opus")
    #expect(audio.rtpmap(for: 96)?.clockRate == 48000)
    #expect(audio.rtpmap(for: 96)?.encodingParameters.map { sdp.text($0) } == "2")
    #expect(audio.rtpmap(for: 8) == nil)
    #expect(audio.rtcpPort == 53020)
    #expect(audio.rtcpConnection?.ip == IPAddress("2001:db8::7"))
    #expect(audio.isMultiplexed)
    #expect(audio.attributes.named("fmtp", in: sdp.bytes).map { $0.value.map { sdp.text($0) } } == ["101 0-15"])
    #expect(sdp.media[1].rtcpPort == nil && !sdp.media[1].isMultiplexed)
  }

  @Test("a medium's own connection goes before that of the session")
  func connections() throws {
    let sdp = try #require(SessionDescription(lines: Self.offer))
    #expect(
      sdp.media.map { sdp.connection(for: $0)?.ip?.description } == ["203.0.113.1", "2001:db8::1", "203.0.113.1"]
    )
    #expect(sdp.media[1].connections.map { sdp.text($0.address) } == ["2001:db8::1", "224.2.1.1"])
  }

  @Test("the lines are all of the range, in this order, wherever it stands")
  func partition() throws {
    let text = Array("INVITE\r\n\r\n".utf8) + Self.offer.utf8 + Array("--boundary".utf8)
    let range = 10..<10 + Self.offer.utf8.count
    let sdp = try #require(SessionDescription(text, in: range))
    var position = range.lowerBound
    for line in sdp.lines {
      #expect(line.whole.lowerBound == position)
      #expect(sdp.bytes[position] == line.type && sdp.bytes[position + 1] == .equals)
      #expect(line.value.lowerBound == position + 2)
      position = line.whole.upperBound
    }
    #expect(position == range.upperBound)
    #expect(sdp.remarks.map(\.code) == [.bareLineFeed])
  }

  @Test(
    "is none",
    arguments: ["", "\n", "hello", "o=- 1 1 IN IP4 a\n", "v\n", "=0\n", "<audio>\n <pcmu port=\"443\"/>\n</audio>"]
  )
  func none(_ text: String) {
    #expect(SessionDescription(lines: text) == nil)
  }

  @Test("a missing last line end and unknown lines are no fault")
  func tolerated() throws {
    let sdp = try #require(SessionDescription(lines: "v=0\ny=what\nm=audio 1 RTP/AVP 0\na=x"))
    #expect(sdp.remarks.isEmpty)
    #expect(sdp.lines.map { sdp.text($0.value) } == ["0", "what", "audio 1 RTP/AVP 0", "x"])
    #expect(sdp.media.first?.direction == .sendrecv)
  }

  @Test(
    "what is wrong is remarked, and the rest is read",
    arguments: [
      ("v=0\nnonsense\nm=audio 1 RTP/AVP 0", SessionDescription.Remark.Code.line),
      ("v=0\nm =audio 1 RTP/AVP 0", .line), ("v=0\no=- 1 1 IN IP4\nm=audio 1 RTP/AVP 0", .origin),
      ("v=0\nc=IN IP4\nm=audio 1 RTP/AVP 0", .connection), ("v=0\nm=audio 1 RTP/AVP 0\nc=10.0.0.1", .connection),
      ("v=0\nm=audio 65536 RTP/AVP 0", .media), ("v=0\nm=audio", .media), ("v=0\nm=", .media),
      ("v=0\nm=audio -1 RTP/AVP 0", .media), ("v=0\nm=audio [port] RTP/AVP 0", .media),
    ]
  )
  func remarked(_ text: String, _ code: SessionDescription.Remark.Code) throws {
    let sdp = try #require(SessionDescription(lines: text))
    #expect(sdp.remarks.map(\.code) == [code])
    #expect(sdp.media.count == 1)
  }

  @Test(
    "the connection's address",
    arguments: [
      ("IN IP4 192.0.2.1", "192.0.2.1", "192.0.2.1" as String?), ("IN IP4 233.1.1.1/127", "233.1.1.1", "233.1.1.1"),
      ("IN IP6 FF15::101/3", "FF15::101", "ff15::101"), ("IN IP4 host.example.com", "host.example.com", nil),
      ("IN  IP4\t0.0.0.0 ", "0.0.0.0", "0.0.0.0"),
    ]
  )
  func address(_ value: String, _ address: String, _ ip: String?) throws {
    let sdp = try #require(SessionDescription(lines: "v=0\nc=\(value)\n"))
    #expect(sdp.connection.map { sdp.text($0.address) } == address)
    #expect(sdp.connection?.ip?.description == ip)
  }

  @Test(
    "an rtpmap that can't be read is left out",
    arguments: ["", "0", "x PCMU/8000", "128 PCMU/8000", "256 PCMU/8000", "0 /8000"]
  )
  func noMap(_ value: String) throws {
    let sdp = try #require(SessionDescription(lines: "v=0\nm=audio 1 RTP/AVP 0\na=rtpmap:\(value)\n"))
    #expect(sdp.media.first?.rtpmaps.isEmpty == true)
  }

  @Test(
    "a name without a clock rate, and one with nonsense for it, have none",
    arguments: ["8000", "PCMU", "PCMU/x", "PCMU/"]
  )
  func noClock(_ value: String) throws {
    let sdp = try #require(SessionDescription(lines: "v=0\nm=audio 1 RTP/AVP 0\na=rtpmap:0 \(value)\n"))
    #expect(sdp.media.first?.rtpmaps.map(\.clockRate) == [nil])
  }

  @Test("damaged ones come back, with ranges inside the bytes")
  func damaged() {
    let original = Array(Self.offer.utf8)
    for end in 0...original.count { exhaust(original, 0..<end) }
    for start in 0...original.count { exhaust(original, start..<original.count) }
    let structural = Array("=:/ \r\n\u{0}m".utf8)
    for offset in original.indices {
      for byte in structural {
        var bytes = original
        bytes[offset] = byte
        exhaust(bytes, 0..<bytes.count)
      }
    }
  }

  private func exhaust(_ bytes: [UInt8], _ range: ByteRange) {
    guard let sdp = SessionDescription(bytes, in: range) else { return }
    var ranges = sdp.lines.flatMap { [$0.whole, $0.value] }
    for media in sdp.media {
      ranges += [media.kind, media.port, media.proto] + media.formats + media.attributes.map(\.whole)
      ranges += media.rtpmaps.map(\.encoding) + media.connections.map(\.address)
    }
    #expect(ranges.allSatisfy { $0.lowerBound >= range.lowerBound && $0.upperBound <= range.upperBound })
  }
}

extension SessionDescription {
  /// The description that `text` spells, its lines ended with CRLF.
  init?(lines text: String) {
    let bytes = Array(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n").utf8)
    self.init(bytes, in: 0..<bytes.count)
  }
}
