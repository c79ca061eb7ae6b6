import FrontDoors
import TestSupport
import Testing

@Suite("Notices")
struct NoticeTests {
  @Test("Are written in the envelope of Standard Webhooks")
  func json() {
    #expect(
      String(decoding: SampleNotices.notice().json, as: UTF8.self)
        == #"{"type":"ticket.decided","timestamp":"2026-09-21T14:13:20Z","data":{"ticket":"chatwoot-207","#
        + #""state":"waiting","score":58.2,"tier":"critical","tier_rank":0,"tier_count":4,"desk":"general","#
        + #""promise_seconds":300,"lowest_promise_seconds":14400,"head_start_seconds":12,"seconds_ahead":14112,"#
        + #""suggested_wait_seconds":240,"position":7,"previous_tier":null,"#
        + #""opened_at":"2026-09-21T13:56:40Z","decided_at":"2026-09-21T14:13:20Z"}}"#)
  }

  @Test("Read as they were written, but for what is rounded, and are written alike again")
  func roundTrip() throws {
    var random = SeededGenerator(seed: 61)
    for round in 0..<10_000 {
      let notice = SampleNotices.random(&random)
      let label = Comment(rawValue: "\(random) round \(round): \(notice)")
      let read = try #require(Notice(id: notice.id, json: notice.json), label)
      #expect(read.json == notice.json, label)
      #expect(abs(read.facts.score - notice.facts.score) <= 0.05 + 1e-9, label)
      #expect(abs(read.facts.headStartSeconds - notice.facts.headStartSeconds) <= 0.5, label)
      #expect(notice.at - read.at >= 0 && notice.at - read.at < 1, label)
      var expected = notice
      (expected.at, expected.arrivedAt) = (read.at, read.arrivedAt)
      (expected.facts.at, expected.facts.score) = (read.facts.at, read.facts.score)
      expected.facts.promiseSeconds = notice.facts.promiseSeconds.rounded()
      expected.facts.lowestPromiseSeconds = notice.facts.lowestPromiseSeconds.rounded()
      expected.facts.headStartSeconds = read.facts.headStartSeconds
      expected.facts.suggestedWaitSeconds = notice.facts.suggestedWaitSeconds.map { $0.rounded() }
      #expect(read == expected, label)
    }
  }

  @Test(
    "What is no notice is not read as one",
    arguments: [
      "", "{}", "[]", "null", #"{"type":"ticket.decided"}"#, #"{"type":"ticket.none","timestamp":"x","data":{}}"#,
      #"{"type":1,"timestamp":2,"data":3}"#,
    ])
  func others(text: String) {
    #expect(Notice(id: "msg_1", json: Array(text.utf8)) == nil)
  }

  @Test("Truncated anywhere they are not read")
  func truncated() {
    let whole = SampleNotices.notice().json
    for count in 0..<whole.count { #expect(Notice(id: "msg_1", json: Array(whole.prefix(count))) == nil, "\(count)") }
  }

  @Test("A change is another tier, another desk or another whole score")
  func changes() {
    let old = SampleNotices.facts
    var new = old
    new.score = 57.6
    new.headStartSeconds = 3
    new.position = 1
    #expect(!Notice.isChange(from: old, to: new))
    new.score = 58.6
    #expect(Notice.isChange(from: old, to: new))
    new = old
    new.tier = "urgent"
    #expect(Notice.isChange(from: old, to: new))
    new = old
    new.desk = "other"
    #expect(Notice.isChange(from: old, to: new))
  }

  @Test("Events have their names in configurations", arguments: Notice.Event.allCases)
  func names(event: Notice.Event) {
    #expect(Notice.Event(name: event.name) == event)
    #expect(Notice.Event(name: event.rawValue) == nil)
    #expect(event.rawValue == "ticket." + event.name)
  }

  @Test("Secrets are not shown")
  func secrets() {
    let target = WriteBackTarget(
      name: "helpdesk", system: .chatwoot, url: "https://chat.example.com", secret: Secret(Array("hunter2".utf8)))
    var dumped = ""
    dump(target, to: &dumped)
    let codes = Array("hunter2".utf8).map(String.init).joined(separator: ", ")
    for text in ["\(target)", String(reflecting: target), dumped, "\(target.secret)", "\([target.secret])"] {
      #expect(text.contains("•••") && !text.contains("hunter2") && !text.contains(codes))
    }
  }
}
