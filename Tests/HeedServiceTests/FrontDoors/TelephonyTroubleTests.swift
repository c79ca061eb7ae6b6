import Dispatch
import FrontDoors
import HTTPWire
import TestSupport
import Testing

@testable import HeedService

/// What telephone systems are answered when something is wrong: a call waits, and nobody reads a problem.
@Suite("Answers for telephony in trouble")
struct TelephonyTroubleTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func expect(
    _ answer: Client.Answer?, _ form: CallForm, status: Int, seconds: Int, method: String = "GET",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let answer = try #require(answer, sourceLocation: sourceLocation)
    #expect(answer.status == status, "\(answer)", sourceLocation: sourceLocation)
    #expect(answer["Content-Type"] == "\(form.dialect.contentType)", "\(answer)", sourceLocation: sourceLocation)
    #expect(form.seconds(answer.body) == seconds, "\(answer)", sourceLocation: sourceLocation)
    let findings = Contract.shared.findings(answer, to: Contract.Operation(method: method, path: form.path))
    #expect(findings.isEmpty || method == "DELETE", "\(findings) \(answer)", sourceLocation: sourceLocation)
  }

  @Test("What is refused has a body of the form all the same", arguments: CallForm.all)
  func refused(_ form: CallForm) throws {
    let service = try KeyedService { $0.telephony.defaultSeconds = 7 }
    // A connection each: a body that is not wanted closes it.
    var client: Client { service.running.client }
    func key(_ name: String) -> [(String, String)] { [("X-API-Key", service.key(name))] }
    let missing = client.request("GET", form.path)
    try expect(missing, form, status: 401, seconds: 7)
    #expect(missing?.head.contains("WWW-Authenticate: Bearer") == true)
    try expect(client.request("GET", form.path, fields: key("expired")), form, status: 401, seconds: 7)
    try expect(client.request("POST", form.path, body: [65]), form, status: 401, seconds: 7, method: "POST")
    try expect(client.request("GET", form.path, fields: key("customers")), form, status: 403, seconds: 7)
    let method = client.request("DELETE", form.path, fields: key("score"))
    try expect(method, form, status: 405, seconds: 7, method: "DELETE")
    #expect(method?["Allow"] == "GET, HEAD, POST, OPTIONS", "\(method?["Allow"] ?? "")")
    for _ in 1...3 {
      let answer = client.request("GET", form.path, fields: key("slow"))
      #expect(answer?.status == 200 && answer?["RateLimit-Limit"] == "3", "\(String(describing: answer))")
    }
    let late = client.request("GET", form.path, fields: key("slow"))
    try expect(late, form, status: 429, seconds: 7)
    #expect(Int(late?["Retry-After"] ?? "") ?? 0 > 0)
    #expect(client.request("GET", "\(form.path)?caller=1234", fields: key("score"))?.status == 200)
    #expect(client.request("HEAD", form.path)?.status == 401)
    let great = Array(repeating: UInt8(ascii: "x"), count: 70_000)
    let tooGreat = client.request("POST", form.path, fields: key("score"), body: great)
    #expect(tooGreat?.status == 413 && form.seconds(tooGreat?.body ?? "") == 7, "\(String(describing: tooGreat))")
  }

  @Test("Where the store does not answer, the call is answered without it", arguments: CallForm.all)
  func stalled(_ form: CallForm) async throws {
    let service = try TelephonyRouteTests.service { $0.telephony.answerWithinSeconds = 0.05 }
    // Nobody is in memory any more.
    try await service.restart()
    let gate = DispatchSemaphore(value: 0)
    let isStalled = DispatchSemaphore(value: 0)
    service.queue.read { _ in
      isStalled.signal()
      gate.wait()
      return Answer(head: ResponseHead(.ok), body: [])
    } reply: { _ in
    }
    isStalled.wait()
    let unknown = try service.send("GET", "\(form.path)?severity=high")
    let path = "\(form.path)?caller=%2B49301234567&severity=high"
    // The store stalls until below, so that these come without it, or not at all.
    for _ in 1...3 { #expect(try service.send("GET", path).body == unknown.body) }
    #expect(try service.call(form.path, form: "customer=c-42&severity=high").body == unknown.body)
    let head = try service.send("HEAD", path)
    #expect(head.status == 200 && head["Content-Length"] == "\(unknown.content.count)", "\(head)")
    gate.signal()
    try service.eventually("the customer counts once the store answers") {
      let answer = try service.send("GET", path)
      return answer.status == 200 && answer.body != unknown.body
    }
  }

  @Test("Where there is no store, or it cannot be opened, calls are answered", arguments: CallForm.all)
  func noStore(_ form: CallForm) throws {
    let file = try folder.write("", to: "data")
    for data in [nil, file] {
      let running = try RunningService { $0.data = data }
      for query in ["", "?caller=%2B49301234567", "?customer=c-42&severity=low"] {
        let answer = try #require(running.client.get(form.path + query))
        #expect(answer.status == 200 && form.seconds(answer.body) != nil, "\(answer)")
      }
    }
  }
}
