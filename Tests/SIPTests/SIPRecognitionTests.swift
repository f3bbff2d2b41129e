import Testing
import Wire

@testable import SIP

@Suite("Recognition of SIP")
struct SIPRecognitionTests {
  @Test(
    "is SIP",
    arguments: [
      "INVITE sip:a@b SIP/2.0\r\n", "INVITE sip:a@b SIP/2.0", "INVITE sip:a@b SIP/2.0\r", "INVITE sip:a@b SIP/2.0 \t\n",
      "\r\n\r\nBYE tel:1 SIP/2.0\n", "x-Method%. urn:service:sos SIP/2.0\r\n", "INVITE sip:a@b sip/2.0\r\n",
      "INVITE  <sip:a@b>  SIP/2.0\r\n", "INVITE sip:a@b; lr SIP/2.0\r\n", "OPTIONS sip:a@b SIP/7.0\r\n",
      "SIP/2.0 200 OK\r\n", "SIP/2.0 100", "sip/2.0 404", "SIP/2.0  503 x", "A b: SIP/2.0",
      "INVITE sip:\u{FC}@b SIP/2.0\r\n",
    ]
  )
  func isSIP(_ text: String) {
    #expect(looksLikeSIP(Array(text.utf8)))
    #expect(Message(Array(text.utf8)) != nil)
  }

  @Test(
    "is none",
    arguments: [
      "", "\r\n", "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n", "INVITE me to the party",
      "INVITE me to the party\r\n SIP/2.0\r\n",
      "INVITE", "INVITE sip:a@b", "INVITE sip:a@b SIP/2", "INVITE sip:a@bSIP/2.0\r\n", "INVITE a SIP/2.0\r\n",
      "GET http://a/ HTTP/1.1\r\n", "OPTIONS rtsp://a RTSP/1.0\r\n", "SIP/2.0 OK\r\n", "SIP/2.0 20", "SIP/2.0200 OK",
      "SIP/2.0\r\n200 OK\r\n", " INVITE sip:a@b SIP/2.0\r\n", "INVITE sip:a\u{0}b SIP/2.0\r\n",
      "INVITE sip:a@b SIP/2.0x",
      "INVITE sip:a@b XSIP/2.0\r\n", "jaK", "\u{80}\u{0}\u{0}\u{1}INVITE sip:a@b SIP/2.0",
    ]
  )
  func isNone(_ text: String) {
    #expect(!looksLikeSIP(Array(text.utf8)))
  }

  @Test(
    "SIP is found behind junk",
    arguments: [
      ("INVITE sip:a@b SIP/2.0\r\n", 0 as Int?), ("\r\nINVITE sip:a@b SIP/2.0\r\n", 2),
      ("\0\0\0\0SIP/2.0 200 OK\r\n", 4), ("\u{1}ab \u{2}REGISTER sip:a SIP/2.0\r\n", 5),
      ("junk REGISTER sip:a SIP/2.0\r\n", 5), ("junk\u{1}x", nil), ("", nil),
      (String(repeating: "\0", count: 63) + "BYE sip:a SIP/2.0", 63),
      (String(repeating: "\0", count: 64) + "BYE sip:a SIP/2.0", nil),
    ]
  )
  func junk(_ text: String, _ offset: Int?) {
    #expect(startOffset(Array(text.utf8)) == offset)
  }
}
