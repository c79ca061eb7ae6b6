import FrontDoors
import TestSupport
import Testing

@Suite("The circuit breaker")
struct CircuitBreakerTests {
  private func failing(_ count: Int, at now: Double) -> CircuitBreaker {
    var breaker = CircuitBreaker(name: "t")
    for _ in 0..<count { if let permit = breaker.begin(at: now) { breaker.failed(permit, at: now) } }
    return breaker
  }

  @Test("Opens after five failures in a row, and lets one through when the pause is over")
  func opening() throws {
    var breaker = failing(4, at: 100)
    #expect(breaker.state == .closed(failures: 4))
    let last = try breaker.permit(at: 100)
    breaker.failed(last, at: 100)
    let until = try #require(breaker.reopensAt)
    #expect(until >= 105 && until <= 110)
    #expect(breaker.isRefused(at: until - 0.01) && !breaker.allows(at: until - 0.01))
    #expect(breaker.allows(at: until))
    let trial = try breaker.permit(at: until)
    #expect(breaker.state == .halfOpen && breaker.isRefused(at: until + 1000) && breaker.reopensAt == nil)
    breaker.succeeded(trial)
    #expect(breaker.state == .closed(failures: 0) && breaker.openings == 0)
  }

  @Test("A success in between begins the count anew")
  func reset() throws {
    var breaker = failing(4, at: 0)
    breaker.succeeded(try breaker.permit(at: 1))
    #expect(breaker.state == .closed(failures: 0))
  }

  @Test("Pauses grow up to five minutes while trials fail, each from half of its bound to all of it")
  func growing() throws {
    var breaker = failing(5, at: 0)
    var now = 0.0
    for bound in [10.0, 20, 40, 80, 160, 300, 300, 300] {
      let until = try #require(breaker.reopensAt)
      #expect(until - now >= bound / 2 && until - now <= bound, "\(bound): \(until - now)")
      now = until
      breaker.failed(try breaker.permit(at: now), at: now)
    }
  }

  @Test("What was sent before it opened says nothing of a receiver that is tried again")
  func stragglers() throws {
    var breaker = failing(4, at: 0)
    let early = try (0..<3).map { _ in try breaker.permit(at: 0) }
    breaker.failed(early[0], at: 0)
    let until = try #require(breaker.reopensAt)
    breaker.failed(early[1], at: 1)
    #expect(breaker.reopensAt == until)
    let trial = try breaker.permit(at: until)
    breaker.succeeded(early[2])
    #expect(breaker.state == .halfOpen)
    breaker.failed(trial, at: until)
    #expect(breaker.openings == 2)
  }

  @Test("A receiver that asks to be left alone is, from the first time on")
  func retryAfter() throws {
    var breaker = CircuitBreaker(name: "t")
    breaker.failed(try breaker.permit(at: 0), at: 0, retryAfterSeconds: 30)
    #expect(breaker.reopensAt == 30)
    breaker.failed(try breaker.permit(at: 30), at: 30, retryAfterSeconds: 1e9)
    #expect(breaker.reopensAt == 3630.0)
    var other = CircuitBreaker(name: "t")
    other.failed(try other.permit(at: 0), at: 0, retryAfterSeconds: 0)
    #expect(other.state == .closed(failures: 1))
  }

  @Test("A trial that was not made is made by the next; closed by hand it lets all through")
  func gaveBack() throws {
    var breaker = failing(5, at: 0)
    let until = try #require(breaker.reopensAt)
    breaker.gaveBack(try breaker.permit(at: until), at: until)
    #expect(!breaker.isRefused(at: until))
    breaker.close()
    #expect(breaker.state == .closed(failures: 0) && !breaker.isRefused(at: 0))
  }

  @Test("Behaves as a naive model that looks through all that has happened")
  func model() {
    var random = SeededGenerator(seed: 63)
    for round in 0..<2000 {
      var (breaker, model) = (CircuitBreaker(name: "t"), NaiveBreaker())
      var (now, log) = (0.0, "")
      var underWay: [(permit: CircuitBreaker.Permit, number: Int)] = []
      for step in 0..<60 {
        now += Double.random(in: 0...12, using: &random)
        let isBegun = Bool.random(using: &random) || underWay.isEmpty
        if isBegun {
          let permit = breaker.begin(at: now)
          let number = model.begin(at: now)
          log += "\n\(now) begin \(number.map(String.init) ?? "refused")"
          let label = Comment(rawValue: "\(random) round \(round) step \(step):\(log)")
          #expect((permit == nil) == (number == nil), label)
          if let permit, let number { underWay.append((permit, number)) }
        } else {
          let ended = underWay.remove(at: Int.random(in: 0..<underWay.count, using: &random))
          let isGood = Int.random(in: 0..<4, using: &random) == 0
          log += "\n\(now) \(ended.number) \(isGood ? "good" : "bad")"
          if isGood { breaker.succeeded(ended.permit) } else { breaker.failed(ended.permit, at: now) }
          model.end(ended.number, isGood: isGood, at: now)
        }
        if let until = breaker.reopensAt { model.note(reopensAt: until) }
        let label = Comment(rawValue: "\(random) round \(round) step \(step):\(log)\n\(breaker)")
        #expect(breaker.allows(at: now) == model.allows(at: now), label)
        #expect((breaker.reopensAt != nil) == model.isOpen, label)
      }
    }
  }
}

extension CircuitBreaker {
  private struct Refused: Error {}

  fileprivate mutating func permit(at now: Double) throws -> Permit {
    guard let permit = begin(at: now) else { throw Refused() }
    return permit
  }

  /// Whether nothing may be sent, found out on a copy.
  fileprivate func isRefused(at now: Double) -> Bool {
    var copy = self
    return copy.begin(at: now) == nil
  }
}

/// A list of what has happened, looked through anew for each question. How long pauses are, which is drawn, it is told.
private struct NaiveBreaker {
  private enum Event {
    case began(Int, isTrial: Bool)
    case ended(Int, isGood: Bool)
    case opened
    case closed
  }

  private var events: [Event] = []
  private var count = 0
  private var until = 0.0

  /// Whether the last that changed the state opened it, and no trial is under way.
  var isOpen: Bool {
    for event in events.reversed() {
      switch event {
      case .opened: return true
      case .closed, .began(_, isTrial: true): return false
      default: continue
      }
    }
    return false
  }

  private var trial: Int? {
    for event in events.reversed() {
      switch event {
      case .opened, .closed: return nil
      case .began(let number, isTrial: true): return number
      default: continue
      }
    }
    return nil
  }

  func allows(at now: Double) -> Bool { trial == nil && (!isOpen || now >= until) }

  mutating func note(reopensAt until: Double) { self.until = until }

  mutating func begin(at now: Double) -> Int? {
    guard allows(at: now) else { return nil }
    count += 1
    events.append(.began(count, isTrial: isOpen))
    return count
  }

  mutating func end(_ number: Int, isGood: Bool, at now: Double) {
    if let trial {
      if number == trial { events.append(isGood ? .closed : .opened) }
      return
    }
    guard !isOpen, isOfThisEra(number) else { return }
    events.append(.ended(number, isGood: isGood))
    var failures = 0
    for event in events.reversed() {
      switch event {
      case .ended(_, isGood: false): failures += 1
      case .began: continue
      default:
        if failures >= 5 { events.append(.opened) }
        return
      }
    }
    if failures >= 5 { events.append(.opened) }
  }

  /// Whether it began after the last time that the state changed.
  private func isOfThisEra(_ number: Int) -> Bool {
    for event in events.reversed() {
      switch event {
      case .opened, .closed, .began(_, isTrial: true): return false
      case .began(number, _): return true
      default: continue
      }
    }
    return false
  }
}
