import FrontDoors
import TestSupport
import Testing

@Suite("When messages are sent again")
struct RetryPolicyTests {
  private static let policy = RetryPolicy()

  private func verdict(_ status: Int, retryAfter: Double? = nil, attempts: Int = 1) -> RetryPolicy.Verdict {
    Self.policy.verdict(
      .answered(status: status, retryAfterSeconds: retryAfter), id: "msg_1", attempts: attempts, since: 1000, now: 1001)
  }

  @Test("Every status: 2xx is taken, what says that the message is wrong is final, all else is tried again")
  func statuses() {
    for status in 100...599 {
      switch verdict(status) {
      case .delivered: #expect((200..<300).contains(status), "\(status)")
      case .dead(let reason):
        #expect([400, 404, 405, 410, 413, 415, 422].contains(status), "\(status)")
        #expect(reason.contains("\(status)"))
      case .retry(let at):
        #expect(!(200..<300).contains(status) && ![400, 404, 405, 410, 413, 415, 422].contains(status), "\(status)")
        #expect(at > 1001 && at <= 1002, "\(status)")
      }
    }
  }

  @Test("Pauses are spread from nothing to a bound that doubles up to ten minutes, and the same for the same attempt")
  func pauses() {
    for attempts in 1...40 {
      let bound = min(600, attempts < 20 ? Double(1 << (attempts - 1)) : 600)
      let pauses = (0..<2000).map { Self.policy.pauseSeconds(id: "msg_\($0)", attempts: attempts) }
      #expect(pauses.allSatisfy { $0 >= 0.1 && $0 <= bound }, "\(attempts)")
      #expect(pauses == (0..<2000).map { Self.policy.pauseSeconds(id: "msg_\($0)", attempts: attempts) })
      // An even spread: six standard deviations of the mean of 2000, and the least pause beside.
      let mean = pauses.reduce(0, +) / 2000
      #expect(
        abs(mean - bound / 2) <= 6 * bound / 12.0.squareRoot() / 2000.0.squareRoot() + 0.01, "\(attempts): \(mean)")
      // The least pause bends the spread of the first.
      for tenth in 0..<10 where bound > 1 {
        let count = pauses.count { Int($0 / bound * 10) == tenth || (tenth == 9 && $0 == bound) }
        #expect((100...310).contains(count), "attempt \(attempts), tenth \(tenth): \(count)")
      }
    }
    #expect(Self.policy.pauseSeconds(id: "m", attempts: .max) <= 600)
    #expect(Self.policy.pauseSeconds(id: "m", attempts: 0) <= 1)
  }

  @Test("A receiver that says when to come again is not asked before, but within an hour")
  func retryAfter() {
    #expect(verdict(503, retryAfter: 120) == .retry(at: 1121))
    #expect(verdict(429, retryAfter: 1e9) == .retry(at: 4601))
    #expect(verdict(429, retryAfter: .infinity) == .retry(at: 4601))
    #expect(verdict(400, retryAfter: 120) != .retry(at: 1121))
    guard case .retry(let at) = verdict(503, retryAfter: 0) else { return #expect(Bool(false)) }
    #expect(at > 1001 && at <= 1002)
  }

  @Test("Given up a day after it came to be, with a last attempt just then")
  func givingUp() {
    let policy = Self.policy
    let failure = DeliveryAttempt.failed("nobody listens")
    let last = policy.verdict(failure, id: "m", attempts: 30, since: 0, now: 86_399.95)
    #expect(last == .retry(at: 86_400))
    #expect(
      policy.verdict(failure, id: "m", attempts: 31, since: 0, now: 86_400) == .dead("given up: at last nobody listens")
    )
    #expect(
      policy.verdict(.answered(status: 503, retryAfterSeconds: nil), id: "m", attempts: 31, since: 0, now: 90_000)
        == .dead("given up: at last the receiver answered with status 503"))
    #expect(
      policy.verdict(.answered(status: 200, retryAfterSeconds: nil), id: "m", attempts: 31, since: 0, now: 1e9)
        == .delivered)
    #expect(policy.isExpired(since: 0, now: 86_400) && !policy.isExpired(since: 0, now: 86_399))
  }

  @Test("A message that is never taken is given up, after a number of attempts that the pauses allow")
  func life() {
    var random = SeededGenerator(seed: 62)
    for round in 0..<200 {
      let policy = RetryPolicy(giveUpAfterSeconds: Double.random(in: 1...86_400, using: &random))
      let label = Comment(rawValue: "\(random) round \(round): \(policy)")
      var (now, attempts, isDead) = (0.0, 0, false)
      while !isDead, attempts < 10_000 {
        attempts += 1
        switch policy.verdict(.failed("x"), id: "msg_\(round)", attempts: attempts, since: 0, now: now) {
        case .retry(let at):
          #expect(at > now && at <= now + 600 && at <= policy.giveUpAfterSeconds, label)
          now = at
        case .dead: isDead = true
        case .delivered: return #expect(Bool(false), label)
        }
      }
      #expect(isDead && now == policy.giveUpAfterSeconds, label)
    }
  }

  @Test(
    "Retry-After in seconds and as a date",
    arguments: [
      ("120", 120), ("0", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 37), ("Sun, 06 Nov 1994 08:48:00 GMT", 0), ("", nil),
      ("-1", nil), ("1.5", nil), ("soon", nil), ("Sun, 06 Nov 1994 08:49:37 UTC", nil),
      ("Sun, 06 Foo 1994 08:49:37 GMT", nil), ("Sun, 36 Nov 1994 08:49:37 GMT", nil), ("999", 999),
    ] as [(String, Double?)])
  func retryAfterText(text: String, seconds: Double?) {
    // 1994-11-06T08:49:00Z
    #expect(RetryAfter.seconds(text, now: 784_111_740) == seconds)
  }

  @Test("Digits beyond any number are for ever")
  func endless() {
    #expect(RetryAfter.seconds(String(repeating: "9", count: 400), now: 0) == .infinity)
  }

  @Test("Who is at fault: the receiver where it fails, and not where it refuses a message")
  func fault() {
    let receivers: Set<Int> = Set(500...599).union(300...399).union([401, 403, 429])
    for status in 100...599 {
      let attempt = DeliveryAttempt.answered(status: status, retryAfterSeconds: nil)
      #expect(attempt.isReceiverAtFault == receivers.contains(status), "\(status)")
    }
    #expect(DeliveryAttempt.failed("x").isReceiverAtFault && !DeliveryAttempt.unsendable("x").isReceiverAtFault)
  }

  @Test("What cannot be sent at all is not tried again")
  func unsendable() {
    let verdict = Self.policy.verdict(.unsendable("no address"), id: "m", attempts: 1, since: 0, now: 1)
    #expect(verdict == .dead("no address"))
  }
}
