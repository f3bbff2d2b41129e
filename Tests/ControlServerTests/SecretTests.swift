#if Control
@testable import ControlServer
import Testing

struct SecretTests {
  @Test func aPasswordFitsItsOwnHashOnly() throws {
    let hash = try PasswordHash(of: "correct horse")
    let other = try PasswordHash(of: "correct horse")
    #expect(hash.text != other.text)
    #expect(hash.fits("correct horse"))
    #expect(PasswordHash(text: hash.text).fits("correct horse"))
    #expect(!hash.fits("correct horse "))
    #expect(!hash.fits(""))
  }

  /// RFC 7914, section 12: the third of its test vectors, of which 32 bytes are kept.
  @Test func theHashIsScrypt() {
    let salt = "U29kaXVtQ2hsb3JpZGU="
    let hash = PasswordHash(text: "scrypt$16384$8$1$\(salt)$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI=")
    #expect(hash.fits("pleaseletmein"))
    #expect(!hash.fits("pleaseletmeIn"))
  }

  @Test(arguments: [
    "", "$$$$$", "scrypt$0$0$0$$", "scrypt$32767$8$1$AA==$AA==", "plain", "scrypt$1099511627776$8$1$AA==$AA==",
  ])
  func whatIsNoHashFitsNothing(_ text: String) {
    #expect(!PasswordHash(text: text).fits(""))
    #expect(!PasswordHash(text: text).fits("x"))
  }

  @Test func tokensAreLongAndNeverTheSame() throws {
    let tokens = try (0..<100).map { _ in try Secret.token() }
    #expect(Set(tokens).count == 100)
    #expect(tokens.allSatisfy { $0.utf8.count == 43 && !$0.contains { "+/=".contains($0) } })
  }

  @Test func digestsAreSHA256() {
    #expect(Secret.digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
#endif
