import Foundation
import JSON
import Scoring
import TestSupport
import Testing

@testable import HeedService

/// A real post's 15,562 shares over a week, told to the service minute by minute, while tickets about it wait.
@Suite("A real cascade, told as it happened")
struct CascadeTests {
  private static let file = "virality/one_cascade.csv"

  /// What was seen in a minute in which something changed.
  private struct Sight {
    var minute: Int
    var story: JSONTree
    var ticket: JSONTree
    var position: Int?
  }

  @Test(
    "It is flagged within minutes, its ticket moves up, and is back in its old place when it has faded",
    .enabled(if: SharedData.has(CascadeTests.file)))
  func cascade() throws {
    let seconds = try SharedData.rows(Self.file).compactMap { $0["relative_time_second"].flatMap(Double.init) }
    let service = try QueueService(agesPass: true)
    // The ticket is the second of three that are alike, and the only one about the post.
    try service.enqueue("before")
    service.time.pass(1)
    let start = service.time.now
    try service.json("POST", "/stories", #"{"id":"post","posted_at":"\#(Self.time(start))"}"#, status: 201)
    let plain = try service.json(
      "POST", "/queue", #"{"ticket":{"id":"about"},"social":{"consent":true,"story":{"id":"post"}}}"#, status: 201)
    service.time.pass(1)
    try service.enqueue("after")

    let sights = try play(Array(seconds.dropFirst().sorted()), from: start, service)
    let growing = try #require(sights.first { $0.story["growing"] == .bool(true) })
    #expect(growing.minute <= 5, "flagged after \(growing.minute) minutes")
    #expect((growing.ticket["score"].number ?? 0) > (plain["score"].number ?? 100))
    #expect(growing.ticket["decision"]["flags"].description.contains("story-growing"))
    let top = try #require(sights.max { ($0.ticket["score"].number ?? 0) < ($1.ticket["score"].number ?? 0) })
    #expect(top.position == 1, "\(top.ticket)")
    #expect(top.ticket["promise_seconds"].number ?? 0 < plain["promise_seconds"].number ?? 0)
    let faded = try #require(sights.last { $0.story["growing"] == .bool(true) })
    let last = try #require(sights.last)
    #expect(last.minute > faded.minute && last.story["state"] == .string("past"), "\(last.story)")
    // Nothing is left of it: the score, the place, and what is kept in memory.
    #expect(last.ticket["score"] == plain["score"] && last.ticket["tier"] == plain["tier"])
    #expect(try service.line() == ["before", "about", "after"])
    #expect(service.queue.snapshot.readings.stories.isEmpty)
    let figures = service.queue.rescorer.figures
    #expect(figures.rescored < 500, "\(figures)")
  }

  @Test("A story takes the same memory however often it was shared")
  func memory() {
    // Without references there is nothing that could grow.
    #expect(_isPOD(StoryEstimator.self))
    #expect(MemoryLayout<StoryEstimator>.size <= 128)
  }

  /// Tells all shares, and lets time pass until nothing is said of the story any more.
  private func play(_ times: [Double], from start: Double, _ service: QueueService) throws -> [Sight] {
    var sights: [Sight] = []
    var next = 0
    var minute = 0
    var rescored = service.queue.rescorer.figures.moved
    while minute < 20_000 {
      // Minute by minute while it happens, and then less often.
      minute += minute < 480 ? 1 : 10
      service.time.pass(start + Double(minute) * 60 - service.time.now)
      let first = next
      while next < times.count, times[next] <= Double(minute) * 60 { next += 1 }
      if next > first {
        let shares = (first..<next).map { #"{"at":"\#(Self.time(start + times[$0]))","sharer":"u\#($0)"}"# }
        try service.json("POST", "/stories/post/shares", "[\(shares.joined(separator: ","))]")
      }
      service.queue.keepUp()
      let moved = service.queue.rescorer.figures.moved
      if moved == rescored { continue }
      rescored = moved
      let ticket = try service.json("GET", "/queue/about")
      let sight = Sight(
        minute: minute, story: try service.json("GET", "/stories/post"), ticket: ticket,
        position: ticket["wait"]["position"].number.map { Int($0) })
      sights.append(sight)
      if next == times.count, sight.story["state"] == .string("past") { break }
    }
    return sights
  }

  private static func time(_ seconds: Double) -> String { RFC3339.string(Int(seconds)) ?? "" }
}
