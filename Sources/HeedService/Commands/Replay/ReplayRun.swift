import JSON
import Queueing
import Scoring

/// Sends what is played in order of time, has agents take and complete tickets, and lets time pass in between.
final class ReplayRun {
  private let client: ReplayClient
  private let clock: ReplayClock
  private let queue: TicketQueue
  private let input: ReplayInput
  private let options: ReplayOptions
  private let tally: ReplayTally
  private let parser = JSONParser()
  private var crew: ReplayCrew
  private var nextTicket = 0
  private var nextStory = 0
  private var shownAt: UInt64 = 0

  /// Time passes in steps of so many seconds at most, so that watchers see it pass.
  private static let step = 1.0
  private static let mostClaims = 8

  init(
    client: ReplayClient, clock: ReplayClock, queue: TicketQueue, policy: Policy, input: ReplayInput,
    options: ReplayOptions
  ) {
    self.client = client
    self.clock = clock
    self.queue = queue
    self.input = input
    self.options = options
    let groups = options.agents.groups(times: input.tickets.map(\.at), handlingSeconds: options.handlingSeconds)
    crew = ReplayCrew(groups, desks: policy.desks)
    let tally = ReplayTally(policy)
    self.tally = tally
    queue.rescorer.observe { [weak queue] round in
      if let queue { tally.rescored(round, queue.snapshot.readings) }
    }
  }

  func play(_ progress: (Replay.Progress) -> Void) throws -> ReplayResult {
    let (began, start) = (MonotonicClock.now, clock.now)
    try enrol()
    while let second = nextSecond() {
      try pass(until: second, progress)
      try tell()
      try enqueue()
      try claim()
    }
    queue.keepUp()
    var result = tally.result
    (result.start, result.end) = (start, clock.now)
    result.incidents = try incidents()
    result.left = queue.snapshot.line.count
    (result.agents, result.handlingSeconds) = (crew.members.count, options.handlingSeconds)
    result.requests = client.requests
    result.askingSeconds = Double(client.nanoseconds) / 1e9
    result.seconds = Double(MonotonicClock.now - began) / 1e9
    return result
  }

  /// When something happens next, in whole seconds; nil when all is done.
  private func nextSecond() -> Double? {
    let times = [
      nextTicket < input.tickets.count ? input.tickets[nextTicket].at : nil,
      nextStory < input.stories.count ? input.stories[nextStory].at : nil, crew.nextUntil,
    ]
    return times.compactMap(\.self).min().map { max($0.rounded(.up), clock.now) }
  }

  /// Lets time pass. What it brings about may give agents something to do.
  private func pass(until end: Double, _ progress: (Replay.Progress) -> Void) throws {
    while clock.now < end {
      clock.advance(by: min(Self.step, end - clock.now))
      queue.keepUp()
      try finish()
      try claim()
      let now = MonotonicClock.now
      guard now > shownAt + 250_000_000 else { continue }
      shownAt = now
      progress(Replay.Progress(time: clock.now, tickets: nextTicket, all: input.tickets.count))
    }
  }
}

// What is asked of the service.
extension ReplayRun {
  private func enrol() throws {
    _ = try client.ask(
      crew.members.map { member in
        ReplayRequest("PUT", "/agents/" + TicketPath.encoded(member.name)) { json in
          json.object { json.key("desks").array { for desk in member.desks { json.string(desk) } } }
        }
      })
  }

  private func tell() throws {
    while nextStory < input.stories.count, input.stories[nextStory].at <= clock.now {
      let event = input.stories[nextStory]
      var body = event.body
      nextStory += 1
      guard let story = event.story else {
        _ = try client.ask([ReplayRequest("POST", "/stories", body: body)])
        continue
      }
      // Shares that follow one another are told together.
      while nextStory < input.stories.count, input.stories[nextStory].at <= clock.now,
        input.stories[nextStory].story == story
      {
        body += [UInt8(ascii: ",")] + input.stories[nextStory].body
        nextStory += 1
      }
      let path = "/stories/" + TicketPath.encoded(story) + "/shares"
      _ = try client.ask([ReplayRequest("POST", path, body: [UInt8(ascii: "[")] + body + [UInt8(ascii: "]")])])
    }
  }

  private func enqueue() throws {
    let first = nextTicket
    while nextTicket < input.tickets.count, input.tickets[nextTicket].at <= clock.now { nextTicket += 1 }
    let tickets = input.tickets[first..<nextTicket]
    if tickets.isEmpty { return }
    let answers = try client.ask(tickets.map { ReplayRequest("POST", "/queue", body: $0.body) })
    for (ticket, answer) in zip(tickets, answers) { tally.enqueued(ticket, answer, parser) }
    queue.rescorer.waitUntilIdle()
  }

  private func finish() throws {
    let done = crew.finish(by: clock.now)
    if done.isEmpty { return }
    _ = try client.ask(done.map { ReplayRequest("POST", "/queue/claims/\($0.fence)/complete") })
  }

  private func claim() throws {
    while true {
      let line = queue.snapshot.line
      if line.isEmpty { return }
      let able = crew.able(min(Self.mostClaims, line.count)) { line.count(desk: $0) > 0 }
      if able.isEmpty { return }
      let lease = min(queue.configuration.mostLeaseSeconds, 2 * options.handlingSeconds)
      let answers = try client.ask(
        able.map { member in
          ReplayRequest("POST", "/queue/claims") { json in
            json.object {
              json.key("agent").string(member.name)
              json.key("lease_seconds").number(max(1, lease))
            }
          }
        })
      let taken = zip(able, answers).count { member, answer in take(member, answer) }
      if taken == 0 { return }
    }
  }

  /// - Returns: whether the agent got a ticket.
  private func take(_ member: ReplayCrew.Member, _ answer: ReplayConnection.Answer) -> Bool {
    guard answer.status == 201, let value = try? parser.parse(copying: answer.body), let ticket = value["ticket"],
      let fence = value["claim"]?["fence"]?.int, let id = ticket["ticket"]?.string
    else { return false }
    crew.begin(ReplayCrew.Work(member: member, fence: fence, until: clock.now + options.handlingSeconds))
    tally.claimed(
      ReplayResult.Wait(
        ticket: id, tier: ticket["tier"]?.string ?? "", desk: ticket["desk"]?.string ?? "",
        seconds: ticket["waited_seconds"]?.double ?? 0, promiseSeconds: ticket["promise_seconds"]?.double ?? 1))
    return true
  }

  private func incidents() throws -> [ReplayResult.Incident] {
    let answer = try client.ask([ReplayRequest("GET", "/incidents?days=3650&limit=1000")])[0]
    let value = try parser.parse(copying: answer.body)
    func time(_ value: JSONValue?) -> Double? { value?.text.flatMap(RFC3339.seconds) }
    let found = (value["incidents"]?.array.map(Array.init) ?? []).compactMap { incident -> ReplayResult.Incident? in
      guard let topic = incident["topic"]?.string, let startedAt = time(incident["started_at"]),
        let noticedAt = time(incident["noticed_at"])
      else { return nil }
      return ReplayResult.Incident(
        topic: topic, startedAt: startedAt, noticedAt: noticedAt, endedAt: time(incident["ended_at"]),
        tickets: incident["tickets"]?.int ?? 0, expected: incident["expected_tickets"]?.double ?? 0,
        peakProbability: incident["peak_probability"]?.double ?? 0)
    }
    return found.sorted { ($0.noticedAt, $0.topic) < ($1.noticedAt, $1.topic) }
  }
}

extension Policy {
  /// All desks that a decision may go to, each once.
  fileprivate var desks: [String] {
    var desks: [String] = []
    for desk in settings.tiers.map(\.desk) + settings.deskRules.map(\.desk) where !desks.contains(desk) {
      desks.append(desk)
    }
    return desks
  }
}
