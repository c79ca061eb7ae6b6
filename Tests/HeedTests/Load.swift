import Foundation
import Synchronization
import TestSupport

/// Clients that ask for scores without a pause, and check each answer.
final class Load: Sendable {
  private let port: Int
  private let isOver = Atomic(false)
  private let group = DispatchGroup()

  private let counts = Mutex(Counts())

  struct Counts: CustomStringConvertible {
    /// Requests whose whole and right answer came.
    var answered = 0
    /// Requests on a new connection that got none: a caller has lost them.
    var lost = 0
    /// Requests on a kept connection that the server closed instead of answering: a caller may send them again
    /// (RFC 9112, 9.3.1).
    var retried = 0
    /// Answers that are not what was asked for.
    var wrong = 0

    var description: String { "\(answered) answered, \(lost) lost, \(retried) to be sent again, \(wrong) wrong" }
  }

  /// - Parameters:
  ///   - keeping: clients that keep their connection as long as the server does, with pauses of up to 20 ms.
  ///   - fresh: clients that connect for each request.
  init(port: Int, keeping: Int, fresh: Int) {
    self.port = port
    for index in 0..<keeping + fresh {
      DispatchQueue(label: "load \(index)").async(group: group) {
        self.run(index, keepsConnection: index < keeping)
      }
    }
  }

  /// Ends the load.
  /// - Returns: what has become of all requests.
  func end() -> Counts {
    isOver.store(true, ordering: .relaxed)
    group.wait()
    return counts.withLock { $0 }
  }

  private func run(_ index: Int, keepsConnection: Bool) {
    var random = SeededGenerator(seed: UInt64(index))
    var kept: Client?
    var number = 0
    while !isOver.load(ordering: .relaxed) {
      number += 1
      let ticket = "\(index)-\(number)"
      let client = kept ?? Client(port: port)
      let answer = client.post("/score", [UInt8](#"{"ticket":{"id":"\#(ticket)"}}"#.utf8))
      count(answer, ticket, wasKept: kept != nil)
      let isLast = answer.map { $0.has("Connection: close") } ?? true
      kept = keepsConnection && !isLast ? client : nil
      usleep(.random(in: 0...(keepsConnection ? 20_000 : 2_000), using: &random))
    }
  }

  private func count(_ answer: Client.Answer?, _ ticket: String, wasKept: Bool) {
    counts.withLock { counts in
      guard let answer else {
        if wasKept { counts.retried += 1 } else { counts.lost += 1 }
        return
      }
      let isRight = answer.status == 200 && answer.body.contains(#""ticket":"\#(ticket)""#)
      if isRight { counts.answered += 1 } else { counts.wrong += 1 }
    }
  }
}
