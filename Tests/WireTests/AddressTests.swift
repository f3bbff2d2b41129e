import Testing
import Wire

/// Addresses are compared by value, whatever their spelling.
@Suite struct AddressTests {
  @Test(arguments: [
    ("192.0.2.10", "192.0.2.10"), ("2001:db8::1", "2001:db8::1"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
    ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("::ffff:192.0.2.1", "::ffff:c000:201"),
    ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
  ])
  func `spellings lead to the one that RFC 5952 recommends`(_ text: String, _ expected: String) throws {
    #expect(try #require(IPAddress(text)).description == expected)
  }

  @Test(arguments: [
    "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4 ", "1..2.3", ":", ":::", "1:2:3:4:5:6:7", "1::2::3",
    "1:2:3:4:5:6:7:8:9", "12345::", "::g", "1:2:3:4:5:6:7:", "[::1]",
  ])
  func `what is no address is refused`(_ text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test func `an endpoint brackets IPv6`() throws {
    let address = try #require(IPAddress("2001:db8::1"))
    #expect(Endpoint(address: address, port: 5060).description == "[2001:db8::1]:5060")
    #expect(IPAddress("0.0.0.0")?.isUnspecified == true && IPAddress("::")?.isUnspecified == true)
  }

  @Test func `endpoints that differ in one part only are different`() throws {
    let texts = ["192.0.2.1", "192.0.2.2", "::c000:201", "1::c000:201"]
    let endpoints = try texts.map { try #require(IPAddress($0)) }.flatMap { address in
      [UInt16(5060), 5061].map { Endpoint(address: address, port: $0) }
    }
    #expect(Set(endpoints).count == 8)
  }
}
