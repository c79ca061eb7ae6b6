import Foundation
import TestSupport
import Testing

@testable import HeedService

/// A running service with a queue in a folder of its own, whose time passes only when a test says so.
///
/// Unchecked because each is used by one test, which starts it anew only while nobody else asks it.
final class QueueService: @unchecked Sendable {
  let time = TestTime()
  private(set) var running: RunningService
  private let folder: TemporaryFolder
  private let change: (inout ServiceConfiguration) -> Void
  private let scoringTime: @Sendable () -> Double

  /// - Parameter agesPass: whether tickets are scored as of the queue's time, so that data age as it passes; otherwise
  ///   as of its start.
  init(agesPass: Bool = false, _ change: @escaping (inout ServiceConfiguration) -> Void = { _ in }) throws {
    folder = try TemporaryFolder()
    self.change = change
    let time = time
    if agesPass { scoringTime = { time.now } } else { scoringTime = { RunningService.time } }
    running = try Self.start(folder, time, scoringTime, change)
  }

  private static func start(
    _ folder: TemporaryFolder, _ time: TestTime, _ scoringTime: @escaping @Sendable () -> Double,
    _ change: (inout ServiceConfiguration) -> Void
  ) throws -> RunningService {
    let configure: (inout ServiceConfiguration) -> Void = { configuration in
      configuration.data = folder.path("data")
      configuration.drain.idleSeconds = 0
      // Many of them may be there at once, and each of their threads is kept.
      configuration.threads = 1
      change(&configuration)
    }
    return try RunningService(queueClock: time.clock, configure, time: scoringTime)
  }

  /// Stops the service and starts another on the same folder.
  func restart() async throws {
    await running.service.drain()
    running = try Self.start(folder, time, scoringTime, change)
  }

  /// The files that the service keeps, with what is in them.
  func files() throws -> [String: Data] {
    let path = folder.path("data")
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(filePath: path).appending(path: $0))) })
  }

  /// The service's queue.
  var queue: TicketQueue { running.service.queue! }
}

// Asking it.
extension QueueService {
  /// Sends a request on a connection of its own.
  @discardableResult
  func send(
    _ method: String, _ path: String, _ body: String? = nil, fields: [(String, String)] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Client.Answer {
    let type = body == nil ? [] : [("Content-Type", "application/json")]
    return try #require(
      running.client.request(method, path, fields: type + fields, body: body.map { [UInt8]($0.utf8) }),
      sourceLocation: sourceLocation)
  }

  /// Sends a request, and reads the answer's body as JSON; a status that was not expected is an issue.
  @discardableResult
  func json(
    _ method: String, _ path: String, _ body: String? = nil, fields: [(String, String)] = [], status: Int = 200,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    let answer = try send(method, path, body, fields: fields, sourceLocation: sourceLocation)
    #expect(answer.status == status, "\(answer)", sourceLocation: sourceLocation)
    return answer.content.isEmpty ? .null : try JSONTree(json: answer.content)
  }

  /// Enqueues a ticket of which nothing is known but its severity. By the default policy a low and a normal one are
  /// `standard` at the desk `general`, a high one `urgent` at `senior`, a critical one `critical` at `first-response`.
  @discardableResult
  func enqueue(
    _ id: String, _ severity: String = "normal", sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    try json("POST", "/queue", Self.ticket(id, severity), status: 201, sourceLocation: sourceLocation)
  }

  static func ticket(_ id: String, _ severity: String = "normal") -> String {
    #"{"ticket":{"id":"\#(id)","severity":"\#(severity)"}}"#
  }

  /// Has an agent claim; null where there is nothing to be had.
  @discardableResult
  func claim(
    _ agent: String = "ada", desks: [String]? = ["general"], lease: Double? = nil, wait: Double? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    var members = [#""agent":"\#(agent)""#]
    if let desks { members.append(#""desks":["# + desks.map { #""\#($0)""# }.joined(separator: ",") + "]") }
    if let lease { members.append(#""lease_seconds":\#(lease)"#) }
    if let wait { members.append(#""wait_seconds":\#(wait)"#) }
    let answer = try send(
      "POST", "/queue/claims", "{\(members.joined(separator: ","))}", sourceLocation: sourceLocation)
    if answer.status == 204 { return .null }
    #expect(answer.status == 201, "\(answer)", sourceLocation: sourceLocation)
    return try JSONTree(json: answer.content)
  }

  /// The ids of those that wait, in their order.
  func line(_ query: String = "") throws -> [String] {
    try json("GET", "/queue" + query)["tickets"].array?.compactMap { $0["ticket"].string } ?? []
  }

  /// The state of a ticket.
  func state(_ id: String) throws -> String? { try json("GET", "/queue/\(id)")["state"].string }

  /// Whether all tickets that were ever accepted are somewhere, in statistics and metrics alike.
  func expectBalance(accepted: Int, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let stats = try json("GET", "/queue/stats")
    let counts = ["waiting", "leased", "done", "abandoned"].map { Int(stats[$0].number ?? -1) }
    #expect(counts.reduce(0, +) == accepted, "\(stats)", sourceLocation: sourceLocation)
  }

  /// The value of a metric, labels and all.
  func metric(_ name: String) throws -> Double? {
    let line = try send("GET", "/metrics").body.split(separator: "\n").first { $0.hasPrefix(name + " ") }
    return line?.split(separator: " ").last.flatMap { Double($0) }
  }

  /// Waits until `condition` holds, for at most a minute.
  func eventually(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
  ) throws {
    #expect(try KeyedService.eventually(condition), "\(what)", sourceLocation: sourceLocation)
  }
}

extension JSONTree {
  /// The fence of a claim that was answered.
  var fence: Int { Int(self["claim"]["fence"].number ?? -1) }
  /// The id of the ticket of a claim that was answered.
  var claimed: String? { self["ticket"]["ticket"].string }
}
