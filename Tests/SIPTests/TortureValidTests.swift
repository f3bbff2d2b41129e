import Testing
import Wire

@testable import SIP

/// What RFC 4475 section 3.1.1 says of its valid messages: they parse, and nothing is wrong with them.
@Suite("RFC 4475: the valid messages", .enabled(if: Torture.isThere))
struct TortureValidTests {
  struct Expectation: CustomTestStringConvertible, Sendable {
    var name: String
    var method: String?
    var status: Int?
    var user: String?
    var host: String?
    var callID: String
    var cseq: UInt32
    var headers: Int
    var vias = 1
    var contacts = 0
    var fromTag: String?
    var toTag: String?
    var body: Int
    var remarks: [Remark.Code] = []

    var testDescription: String { name }
  }

  static let expectations = [
    Expectation(
      name: "wsinv",
      method: "INVITE",
      user: "vivekg",
      host: "chair-dnrc.example.com",
      callID: "wsinv.ndaksdj@192.0.2.1",
      cseq: 9,
      headers: 14,
      vias: 3,
      contacts: 1,
      fromTag: "98asjd8",
      toTag: "1918181833n",
      body: 150
    ),
    Expectation(
      name: "intmeth",
      method: "!interesting-Method0123456789_*+`.%indeed'~",
      user: "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*",
      host: "example.com",
      callID: #"intmeth.word%ZK-!.*_+'@word`~)(><:\/"][?}{"#,
      cseq: 139_122_385,
      headers: 8,
      fromTag: "_token~1'+`*%!-.",
      body: 0
    ),
    Expectation(
      name: "esc01",
      method: "INVITE",
      user: "sips%3Auser%40example.com",
      host: "example.net",
      callID: "esc01.239409asdfakjkn23onasd0-3234",
      cseq: 234_234,
      headers: 9,
      contacts: 1,
      fromTag: "938",
      body: 150
    ),
    Expectation(
      name: "escnull",
      method: "REGISTER",
      host: "example.com",
      callID: "escnull.39203ndfvkjdasfkq3w4otrq0adsfdfnavd",
      cseq: 14_398_234,
      headers: 9,
      contacts: 2,
      fromTag: "839923423",
      body: 0
    ),
    Expectation(
      name: "esc02",
      method: "RE%47IST%45R",
      host: "registrar.example.com",
      callID: "esc02.asdfnqwo34rq23i34jrjasdcnl23nrlknsdf",
      cseq: 29344,
      headers: 10,
      contacts: 2,
      fromTag: "f232jadfj23",
      body: 0
    ),
    Expectation(
      name: "lwsdisp",
      method: "OPTIONS",
      user: "user",
      host: "example.com",
      callID: "lwsdisp.1234abcd@funky.example.com",
      cseq: 60,
      headers: 7,
      fromTag: "323",
      body: 0
    ),
    Expectation(
      name: "longreq",
      method: "INVITE",
      user: "user",
      host: "example.com",
      callID: "longreq.one" + String(repeating: "really", count: 20) + "longcallid",
      cseq: 3_882_340,
      headers: 43,
      vias: 34,
      contacts: 1,
      fromTag: "12" + String(repeating: "982", count: 50) + "424",
      toTag: nil,
      body: 150
    ),
    Expectation(
      name: "dblreq",
      method: "REGISTER",
      host: "example.com",
      callID: "dblreq.0ha0isndaksdj99sdfafnl3lk233412",
      cseq: 8,
      headers: 8,
      contacts: 1,
      fromTag: "43251j3j324",
      body: 0,
      remarks: [.bytesAfterBody]
    ),
    Expectation(
      name: "semiuri",
      method: "OPTIONS",
      user: "user;par=u%40example.net",
      host: "example.com",
      callID: "semiuri.0ha0isndaksdj",
      cseq: 8,
      headers: 8,
      fromTag: "33242",
      body: 0
    ),
    Expectation(
      name: "transports",
      method: "OPTIONS",
      user: "user",
      host: "example.com",
      callID: "transports.kijh4akdnaqjkwendsasfdj",
      cseq: 60,
      headers: 12,
      vias: 5,
      fromTag: "323",
      body: 0
    ),
    Expectation(
      name: "mpart01",
      method: "MESSAGE",
      user: "kumiko",
      host: "example.org",
      callID: "3d9485ad0c49859b@Zmx1ZmZ5LW1hYy0xNi5sb2NhbA..",
      cseq: 1,
      headers: 14,
      contacts: 1,
      fromTag: "2fb0dcc9",
      body: 553
    ),
    Expectation(
      name: "unreason",
      status: 200,
      callID: "unreason.1234ksdfak3j2erwedfsASdf",
      cseq: 35,
      headers: 8,
      contacts: 1,
      fromTag: "11141343",
      toTag: "2229",
      body: 154
    ),
    Expectation(
      name: "noreason",
      status: 100,
      callID: "noreason.asndj203insdf99223ndf",
      cseq: 35,
      headers: 7,
      contacts: 1,
      fromTag: "39ansfi3",
      toTag: "902jndnke3",
      body: 0
    ),
  ]

  @Test("is what the RFC says", arguments: expectations)
  func valid(_ expected: Expectation) throws {
    let bytes = try Torture.bytes(expected.name)
    #expect(looksLikeSIP(bytes))
    let message = try #require(Message(bytes))
    #expect(message.isRequest == (expected.method != nil))
    #expect(message.method == expected.method)
    #expect(message.status == expected.status)
    #expect(message.text(message.requestURI?.user) == expected.user)
    #expect(message.text(message.requestURI?.host) == expected.host)
    #expect(message.text(message.callID) == expected.callID)
    #expect(message.cseq?.number == expected.cseq)
    #expect(expected.method == nil || message.text(message.cseq?.method) == expected.method)
    #expect(message.headers.count == expected.headers)
    #expect(message.vias.count == expected.vias)
    #expect(message.contacts.count == expected.contacts)
    #expect(message.text(message.from?.tag) == expected.fromTag)
    #expect(message.text(message.to?.tag) == expected.toTag)
    #expect(message.body.count == expected.body)
    #expect(message.codes == expected.remarks, "\(message.remarks)")
  }

  @Test("wsinv: folds, blanks and empty values stay what they are")
  func tortuousInvite() throws {
    let message = try #require(Message(try Torture.bytes("wsinv")))
    #expect(message.text(message.requestURI?.parameters.first?.name) == "unknownparam")
    #expect(message.text(message.from?.display) == #""J Rosenberg \\\"""#)
    #expect(message.text(try #require(message.first("subject")).value) == "")
    let unknown = try #require(message.first("newfangledheader"))
    #expect(message.text(unknown.value) == "newfangled value\r\n continued newfangled value")
    #expect(message.vias.map { message.text($0.host) } == ["192.0.2.2", "spindle.example.com", "192.168.255.111"])
    #expect(message.vias.map { message.text($0.transport) } == ["UDP", "TCP", "UDP"])
    #expect(message.vias.map { message.text($0.branch) } == ["390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239"])
    let contact = try #require(message.contacts.first)
    #expect(message.text(contact.display) == #""Quoted string \"\"""#)
    #expect(contact.parameters.map { message.text($0.name) } == ["newparam", "secondparam", "q"])
    #expect(contact.parameters.map { message.text($0.value) } == ["newvalue", nil, "0.33"])
    #expect(message.text(try #require(contact.parameters.last).whole) == " ; q = 0.33")
    let route = try #require(message.nameAddrs(of: .route).first)
    #expect(route.uri.parameters.map { message.text($0.name) } == ["lr", "unknownwith", "unknown-no-value"])
    #expect(message.text(try #require(message.first(.maxForwards)).value) == "0068")
  }

  @Test("intmeth: every character that its place allows")
  func internationalMethod() throws {
    let message = try #require(Message(try Torture.bytes("intmeth")))
    #expect(message.text(message.requestURI?.password) == "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)")
    #expect(message.text(message.to?.display) == "\"BEL:\\\u{7} NUL:\\\u{0} DEL:\\\u{7F}\"")
    #expect(message.text(message.from?.display) == "token1~` token2'+_ token3*%!.-")
    let parameter = try #require(message.from?.parameters.first)
    #expect(message.text(parameter.name) == "fromParam''~+*_!.-%")
    #expect(message.text(parameter.value) == "\"работающий\"")
    #expect(message.text(try #require(message.first("extensionheader-!.%*+_`'~")).value).hasSuffix("大停電"))
  }

  @Test("semiuri: a ';' in the user is no parameter")
  func semicolonInUser() throws {
    let message = try #require(Message(try Torture.bytes("semiuri")))
    #expect(message.requestURI?.parameters.isEmpty == true)
    #expect(message.elements(of: "accept").count == 6)
  }

  @Test("esc01: escapes are kept")
  func escapes() throws {
    let message = try #require(Message(try Torture.bytes("esc01")))
    let contact = try #require(message.contacts.first)
    #expect(message.text(contact.uri.user) == "cal%6Cer")
    #expect(contact.uri.parameters.map { message.text($0.whole) } == [";%6C%72", ";n%61me=v%61lue%25%34%31"])
    #expect(message.contentType?.isSDP(in: message.bytes) == true)
  }

  @Test("mpart01: a text and a certificate")
  func multipart() throws {
    let message = try #require(Message(try Torture.bytes("mpart01")))
    let parts = message.bodyParts
    try #require(parts.count == 2)
    #expect(parts[0].contentType?.matches("text", "plain", in: message.bytes) == true)
    #expect(message.text(parts[0].content) == "Hello")
    #expect(parts[1].headers.count == 2)
    #expect(message.bytes[parts[1].content].prefix(4) == [0x30, 0x82, 0x01, 0x52])
    #expect(message.sessionDescription == nil)
  }

  @Test("unreason, noreason: the reason is whatever stands there")
  func reasons() throws {
    for (name, text) in [("unreason", "= 2**3 * 5**2 но сто девяносто девять - простое"), ("noreason", "")] {
      let message = try #require(Message(try Torture.bytes(name)))
      guard case .status(_, _, let reason) = message.startLine else {
        Issue.record("no status line")
        continue
      }
      #expect(message.text(reason) == text)
    }
  }
}
