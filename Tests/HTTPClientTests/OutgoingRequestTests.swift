import HTTPClient
import Testing

@Suite("Requests to others")
struct OutgoingRequestTests {
  @Test("Keep what they are made of")
  func parts() {
    let request = OutgoingRequest(method: "PUT", url: "http://127.0.0.1/x", fields: [.init("A", "b")], body: [1])
    #expect(request.fields.first?.value == "b" && request.body == [1])
  }
}
