#if Control
@testable import ControlServer
import Testing

struct SlugTests {
  @Test(arguments: ["a", "0", "call.pcap", "a-b_c.d", "A..b", String(repeating: "x", count: Slug.longest)])
  func namesArePartsOfPaths(_ text: String) {
    #expect(Slug(text)?.text == text)
  }

  @Test(
    arguments: [
      "", ".", "..", ".hidden", "-rf", "_a", "a/b", "/a", "a\\b", "a\0", "a b", "a\n", "ä", "a%2e", "a:b", "é",
      String(repeating: "x", count: Slug.longest + 1),
    ]
  )
  func whatLeadsElsewhereIsNoName(_ text: String) {
    #expect(Slug(text) == nil)
  }

  @Test(
    arguments: [
      ("media/pcap/a.pcap", "a.pcap"), ("a.pcap", "a.pcap"), ("media/pcap/../a", nil), ("/media/pcap/a", nil),
      ("media/pcap/", nil), ("media/pcap/media/pcap/a", nil),
    ]
  )
  func capturesAreNamedByTheirPathOrAlone(_ path: String, _ name: String?) {
    #expect(DataFolder.captureName(path)?.text == name)
  }
}
#endif
