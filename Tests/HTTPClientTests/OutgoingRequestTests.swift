import Testing

@testable import HTTPClient

@Suite("Requests to others")
struct OutgoingRequestTests {
  @Test("Keep what they are made of")
  func parts() {
    let request = OutgoingRequest(method: "PUT", url: "http://127.0.0.1/x", fields: [.init("A", "b")], body: [1])
    #expect(request.fields.first?.value == "b" && request.body == [1])
  }

  @Test("Are refused where something in them would end a line, without a word of their secrets")
  func injection() throws {
    let good = OutgoingRequest(method: "POST", url: "http://127.0.0.1/", fields: [.init("A", "b\tc")])
    let address = try HTTPAddress(good.url)
    #expect(throws: Never.self) { try good.bytes(to: address, userAgent: "x") }
    for text in ["secret\r\nX: y", "secret\n", "\rsecret", "secret\0", "secret\u{7F}", "secret\u{1B}"] {
      var bad = [good, good, good]
      bad[0].method = text
      bad[1].fields = [.init(text, "b")]
      bad[2].fields = [.init("A", text)]
      for request in bad {
        let error = clientError { _ = try request.bytes(to: address, userAgent: "x") }
        #expect(error?.kind == .unsendable, "\(request)")
        #expect(error?.detail.contains("secret") == false)
      }
      #expect(clientError { _ = try good.bytes(to: address, userAgent: text) }?.kind == .unsendable)
      #expect(clientError { _ = try HTTPAddress("http://127.0.0.1/\(text)") }?.kind == .unsendable)
    }
  }

  @Test(
    "Leave to the client what is the client's",
    arguments: ["Host", "content-length", "Transfer-Encoding", "CONNECTION", "User-Agent"])
  func ownFields(_ name: String) throws {
    let request = OutgoingRequest(method: "GET", url: "http://h/", fields: [.init(name, "1")])
    #expect(
      clientError { _ = try request.bytes(to: try HTTPAddress(request.url), userAgent: "x") }?.kind == .unsendable)
  }

  @Test(
    "Say how long a body is where one is usual",
    arguments: [("GET", false), ("DELETE", false), ("POST", true), ("PUT", true), ("PATCH", true)])
  func length(_ method: String, _ isSaid: Bool) throws {
    let request = OutgoingRequest(method: method, url: "http://h/")
    let text = String(decoding: try request.bytes(to: try HTTPAddress("http://h/"), userAgent: "x"), as: UTF8.self)
    #expect(text.contains("Content-Length: 0\r\n") == isSaid)
  }
}
