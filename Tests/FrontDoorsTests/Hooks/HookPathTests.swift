import JSON
import Testing

@testable import FrontDoors

@Suite("Paths into webhooks")
struct HookPathTests {
  private let parser = JSONParser()

  private func value(_ path: String, _ body: String = Self.body) throws -> HookValue {
    let request = HookRequest(url: "", contentType: "application/json", body: Array(body.utf8)) {
      $0.lowercased() == "x-delivery" ? "d-1" : nil
    }
    return try HookPayload(request, parser: parser).value(at: #require(HookPath(path)))
  }

  private static let body = #"""
    {"id": 207, "big": 18446744073709551615, "ltv": 4200.5, "vip": true, "none": null, "labels": ["billing", "vip"],
     "meta": {"sender": {"email": "a@b.c", "a.b": "dotted", "Loyalty Level": "gold"}},
     "custom_fields": [{"id": 359, "value": "x"}, {"id": 360, "value": "y"}],
     "attributes": "{\"customer\": {\"id\": \"c-1\"}, \"list\": [1, 2]}", "broken": "{\"a\": "}
    """#

  @Test(
    "A path leads to what stands there",
    arguments: [
      ("id", "207"), ("big", "18446744073709551615"), ("ltv", "4200.5"), ("vip", "true"), ("labels.0", "billing"),
      ("labels[1]", "vip"), ("labels[-1]", "vip"), ("meta.sender.email", "a@b.c"), (#"meta.sender["a.b"]"#, "dotted"),
      ("meta.sender.Loyalty Level", "gold"), ("custom_fields[id=360].value", "y"), ("attributes.customer.id", "c-1"),
      ("attributes.list[1]", "2"), ("header:X-Delivery", "d-1"), ("header:x-delivery", "d-1"),
    ])
  func leads(_ path: String, _ text: String) throws {
    #expect(try value(path).scalar == text)
  }

  @Test(
    "Where nothing stands, it leads to nothing",
    arguments: [
      "none", "missing", "id.x", "labels.2", "labels[-3]", "labels.x", "custom_fields[id=1].value", "broken.a",
      "meta.sender[0]", "header:X-Other", "meta.missing.email", "labels[9223372036854775807]",
      "labels[-9223372036854775808]",
    ])
  func nothing(_ path: String) throws {
    #expect(try value(path) == .null)
  }

  @Test(
    "What is no path is none",
    arguments: [
      "", ".", "a.", ".a", "a..b", "a[", "a[]", "a[x]", "a[=1]", "a]b", "a[0]b", #"a["b]"#, #"a[""]"#, "header:",
      "header:a b",
    ])
  func noPath(_ path: String) {
    #expect(HookPath(path) == nil)
  }

  @Test("A path describes itself as it was written")
  func description() throws {
    #expect(try #require(HookPath("custom_fields[id=360].value")).description == "custom_fields[id=360].value")
  }
}
