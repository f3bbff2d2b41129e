#if Control
private import CLibCrypto
import Foundation

/// Random tokens, and what is kept of secrets.
enum Secret {
  /// 256 random bits, in letters that a header, a cookie and a URL take.
  static func token() throws -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    guard unsafe RAND_bytes(&bytes, Int32(bytes.count)) == 1 else { throw SecretFailure.noRandomness }
    return base64URL(bytes)
  }

  /// SHA-256, in hexadecimal.
  static func digest(_ text: String) -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    let bytes = Array(text.utf8)
    _ = unsafe SHA256(bytes, bytes.count, &digest)
    return digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// Whether both are the same, in a time that says nothing about where they differ.
  static func isEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    unsafe one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
  }

  private static func base64URL(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}

/// Why no secret could be made.
enum SecretFailure: Error {
  case noRandomness, noKey
}

/// A password as it is stored: `scrypt$N$r$p$salt$key` (RFC 7914), salt and key in Base64.
struct PasswordHash: Sendable {
  let text: String

  /// 32 MiB and about a tenth of a second: slow for whoever guesses.
  private static let cost: (n: UInt64, r: UInt64, p: UInt64) = (1 << 15, 8, 1)

  init(text: String) { self.text = text }

  init(of password: String) throws {
    var salt = [UInt8](repeating: 0, count: 16)
    guard unsafe RAND_bytes(&salt, Int32(salt.count)) == 1 else { throw SecretFailure.noRandomness }
    let key = try Self.key(password, salt: salt, Self.cost)
    let cost = Self.cost
    text =
      "scrypt$\(cost.n)$\(cost.r)$\(cost.p)$\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
  }

  /// Whether it is the password; a text that is no hash fits none.
  func fits(_ password: String) -> Bool {
    let parts = text.split(separator: "$")
    guard parts.count == 6, parts[0] == "scrypt", let n = UInt64(parts[1]), let r = UInt64(parts[2]),
      let p = UInt64(parts[3]), let salt = Data(base64Encoded: String(parts[4])),
      let expected = Data(base64Encoded: String(parts[5])),
      let key = try? Self.key(password, salt: Array(salt), (n, r, p))
    else { return false }
    return Secret.isEqual(key, Array(expected))
  }

  private static func key(_ password: String, salt: [UInt8], _ cost: (n: UInt64, r: UInt64, p: UInt64)) throws
    -> [UInt8]
  {
    var key = [UInt8](repeating: 0, count: 32)
    let bytes = password.utf8.map { CChar(bitPattern: $0) }
    let made = unsafe EVP_PBE_scrypt(
      bytes,
      bytes.count,
      salt,
      salt.count,
      cost.n,
      cost.r,
      cost.p,
      64 << 20,
      &key,
      key.count
    )
    guard made == 1 else { throw SecretFailure.noKey }
    return key
  }
}
#endif
