import FrontDoors
import Testing
import TestSupport

@Suite("Signed addresses of badges")
struct BadgeLinkTests {
  private static let secret = Array("0123456789abcdef0123456789abcdef".utf8)
  private static let path = "/badges/T-1%20a.svg"

  @Test("The signature is the HMAC that openssl dgst computes")
  func reference() throws {
    let link = try #require(BadgeLink(secret: Self.secret))
    #expect(
      link.query(path: Self.path, expires: 1_795_334_400)
        == "expires=1795334400&signature=ba67294b02cbd63bd6ec78ff626ecd74ab9b937304d9e1892309a7e8be46bd96")
  }

  @Test("An address is good until it expires, and tells which")
  func expiry() throws {
    let link = try #require(BadgeLink(secret: Self.secret))
    let signature = try #require(Self.signature(link.query(path: Self.path, expires: 2000)))
    func check(_ expires: String?, _ signature: String?, at now: Double) -> BadgeLink.Verdict {
      link.check(path: Self.path, expires: expires, signature: signature, now: now)
    }
    #expect(check("2000", signature, at: 1999.9) == .good)
    #expect(check("2000", signature.uppercased(), at: 0) == .good)
    #expect(check("2000", signature, at: 2000) == .expired)
    #expect(check(nil, nil, at: 0) == .missing)
    #expect(check(nil, signature, at: 0) == .wrong)
    #expect(check("2000", nil, at: 0) == .wrong)
    #expect(check("2000", "", at: 0) == .wrong)
    #expect(check("2000", signature + "00", at: 0) == .wrong)
    #expect(check("2000", String(signature.dropLast(2)), at: 0) == .wrong)
    #expect(check("02000", signature, at: 0) == .wrong)
    #expect(check("+2000", signature, at: 0) == .wrong)
    #expect(check("99999999999999999999", signature, at: 0) == .wrong)
  }

  @Test("Whoever changes the path, the time or a digit of the signature, or has another secret, is refused")
  func forgery() throws {
    var generator = SeededGenerator()
    let link = try #require(BadgeLink(secret: Self.secret))
    let other = try #require(BadgeLink(secret: Self.secret.reversed()))
    for _ in 0..<500 {
      let expires = Int.random(in: 1000...9_999_999_999, using: &generator)
      let path = "/badges/T-\(Int.random(in: 0...999, using: &generator)).svg"
      var digits = Array(try #require(Self.signature(link.query(path: path, expires: expires))).utf8)
      func verdict(of link: BadgeLink, _ path: String, _ expires: Int) -> BadgeLink.Verdict {
        link.check(
          path: path, expires: "\(expires)", signature: String(decoding: digits, as: UTF8.self), now: 999)
      }
      let place: Comment = "\(generator.description): \(path), \(expires)"
      #expect(verdict(of: link, path, expires) == .good, place)
      #expect(verdict(of: link, path + "x", expires) == .wrong, place)
      #expect(verdict(of: link, path, expires + 1) == .wrong, place)
      #expect(verdict(of: other, path, expires) == .wrong, place)
      let index = Int.random(in: 0..<digits.count, using: &generator)
      digits[index] = digits[index] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      #expect(verdict(of: link, path, expires) == .wrong, place)
    }
  }

  @Test("A secret that can be guessed is none")
  func shortSecrets() {
    #expect(BadgeLink(secret: []) == nil)
    #expect(BadgeLink(secret: [UInt8](repeating: 7, count: 15)) == nil)
    #expect(BadgeLink(secret: [UInt8](repeating: 7, count: 16)) != nil)
  }

  private static func signature(_ query: String) -> String? {
    query.firstMatch(of: #/signature=([0-9a-f]{64})$/#).map { String($0.output.1) }
  }
}
