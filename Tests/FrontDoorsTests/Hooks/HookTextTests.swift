import Testing

@testable import FrontDoors

@Suite("Texts of webhooks")
struct HookTextTests {
  @Test(
    "Times as helpdesks write them",
    arguments: [
      ("2026-11-22T07:00:00Z", 1_795_330_800.0), ("2026-11-22T08:00:00.25+01:00", 1_795_330_800.25),
      ("2026-11-22T07:00Z", 1_795_330_800), ("2026-11-22T08:00+01:00", 1_795_330_800),
      ("2026-11-22 07:00:00 UTC", 1_795_330_800), ("2026-11-22 07:00 UTC", 1_795_330_800),
      ("1795330800", 1_795_330_800), ("1795330800.5", 1_795_330_800.5), ("1795330800123", 1_795_330_800.123),
      ("-1", -1),
    ])
  func times(_ text: String, _ seconds: Double) {
    #expect(HookText.time(text) == seconds)
  }

  @Test(
    "What is no time is none",
    arguments: [
      "", "now", "2026-11-22", "2026-11-22T07:00:00", "2026-11-22T07Z", "22.11.2026 07:00 UTC", "2026-11-22 7:00 UTC",
      "1e300", "0x10", "nan", "May 18, 2014 at 05:35",
    ])
  func noTimes(_ text: String) {
    #expect(HookText.time(text) == nil)
  }

  @Test(
    "Base64, with its padding or without",
    arguments: [("QUJD", "ABC"), ("QUI=", "AB"), ("QUI", "AB"), ("QQ==", "A"), ("Pj8/", ">??"), ("Pj4+", ">>>")])
  func base64(_ text: String, _ decoded: String) {
    #expect(HookText.base64(text) == Array(decoded.utf8))
  }

  @Test("What is no Base64 is none", arguments: ["", "=", "Q", "QQ===", "Q=Q=", "Pj8_", "QU I", "é"])
  func noBase64(_ text: String) {
    #expect(HookText.base64(text) == nil)
  }

  @Test("A form's parameters, decoded; what is no encoding stands for itself")
  func form() {
    let form = HookForm(Array("a=1&b=%41+%c3%A9&c&=d&e=%4&f=%zz&&g=a=b".utf8))
    #expect(form?.parameters.map(\.name) == ["a", "b", "c", "", "e", "f", "g"])
    #expect(form?.parameters.map(\.value) == ["1", "A é", "", "d", "%4", "%zz", "a=b"])
    #expect(HookForm(Array(String(repeating: "a&", count: HookForm.most + 1).utf8)) == nil)
  }

  @Test(
    "Identities that the service takes",
    arguments: [
      ("phone:+49 30 1234567", true), ("phone:0049301234567", true), ("phone:12", false), ("phone:anonymous", false),
      ("email:ann@example.com", true), ("email:ann", false), ("email:@b", false), ("email:a@b c", false),
      ("twitter:@ann", true), ("twitter:@", false), ("twitter:", false), (":ann", false), ("ann", false),
      ("a b:ann", false),
    ])
  func identities(_ text: String, _ isOne: Bool) {
    #expect(HookIdentity.isOne(text) == isOne)
  }
}
