import JSON
import Queueing
import Scoring
import Synchronization

/// Counts what happens in a replay.
final class ReplayTally: Sendable {
  fileprivate struct State {
    var result = ReplayResult()
    /// Tickets so far, by customer and topic.
    var contacts: [[String]: Int] = [:]
    /// Tickets that were scored again and got another tier or desk.
    var moved: Set<String> = []
    /// The topics with an open incident.
    var open: Set<String> = []
  }

  private static let mostComplaints = 10
  private static let mostWorst = 10
  private let state = Mutex(State())

  /// - Parameter policy: the policy in force, with the tiers.
  init(_ policy: Policy) {
    state.withLock { state in
      state.result.tiers = policy.settings.tiers.map { .init(name: $0.name, promiseSeconds: $0.promiseSeconds) }
    }
  }

  var result: ReplayResult { state.withLock(\.result) }

  /// A ticket was sent.
  func enqueued(_ ticket: ReplayInput.Ticket, _ answer: ReplayConnection.Answer, _ parser: JSONParser) {
    let value = try? parser.parse(copying: answer.body)
    let tier = value?["tier"]?.string
    let points = value?["factors"]?.array?.first { $0["factor"]?.text.map { $0 == "repeat_contact" } ?? false }
    let isRepeat = (points?["points"]?.double ?? 0) > 0
    state.withLock { state in
      guard answer.status == 201, let tier else {
        state.result.refused += 1
        let why = value?["detail"]?.string ?? "answered \(answer.status)"
        if state.result.complaints.count < Self.mostComplaints {
          state.result.complaints.append("ticket \(ticket.id): \(why)")
        }
        return
      }
      state.result.tickets += 1
      if let index = state.result.tiers.firstIndex(where: { $0.name == tier }) {
        state.result.tiers[index].decided += 1
      }
      if isRepeat, ticket.tellsContacts { state.result.repeats.told += 1 }
      if isRepeat, !ticket.tellsContacts { state.result.repeats.remembered += 1 }
      guard let customer = ticket.customer, let topic = ticket.topic else { return }
      let count = (state.contacts[[customer, topic]] ?? 0) + 1
      state.contacts[[customer, topic]] = count
      if count == 2 { state.result.repeats.customers += 1 }
      if count > 1 { state.result.repeats.tickets += 1 }
    }
  }

  /// An agent has taken a ticket.
  func claimed(_ wait: ReplayResult.Wait) {
    state.withLock { state in
      var wait = wait
      wait.hasMoved = state.moved.contains(wait.ticket)
      guard let index = state.result.tiers.firstIndex(where: { $0.name == wait.tier }) else { return }
      state.result.tiers[index].waits.append(wait.seconds)
      let worst = state.result.worst
      if worst.count < Self.mostWorst || worst[worst.count - 1].ofPromise < wait.ofPromise {
        state.result.worst = Array((worst + [wait]).sorted { $0.ofPromise > $1.ofPromise }.prefix(Self.mostWorst))
      }
    }
  }

  /// Tickets were scored again.
  func rescored(_ round: RescoringRound, _ readings: Readings) {
    state.withLock { state in
      // A cause that concerns many tickets comes in several rounds.
      if state.result.causes.last.map({ $0.source != round.cause || $0.at != round.at }) ?? true {
        let cause = state.cause(of: round, readings)
        state.result.causes.append(cause)
      }
      let index = state.result.causes.count - 1
      state.result.causes[index].tickets += round.count
      for move in round.moves {
        state.result.causes[index].count(move)
        if move.from.lane != move.to.lane { state.moved.insert(move.ticket) }
        state.result.moves.append(
          .init(cause: index, ticket: move.ticket, from: .init(move.from), to: .init(move.to)))
      }
    }
  }
}

extension ReplayTally.State {
  fileprivate mutating func cause(of round: RescoringRound, _ readings: Readings) -> ReplayResult.Cause {
    let (kind, name, probability): (ReplayResult.Cause.Kind, String, Double?) =
      switch round.cause {
      case .topic(let topic):
        if let probability = readings.incidents[topic] {
          (open.insert(topic).inserted ? .incidentOpened : .incidentUpdated, topic, probability)
        } else {
          (.incidentClosed, topic, nil)
        }
      case .story(let id):
        if let story = readings.story(id) { (.story, id, story.growthProbability) } else { (.storyOver, id, nil) }
      case .customer(let id): (.customer, id, nil)
      }
    if kind == .incidentClosed { open.remove(name) }
    return ReplayResult.Cause(source: round.cause, kind: kind, name: name, at: round.at, probability: probability)
  }
}

extension ReplayResult.Cause {
  fileprivate mutating func count(_ move: RescoringRound.Move) {
    moves += 1
    if move.to.score > move.from.score { raised += 1 } else if move.to.score < move.from.score { lowered += 1 }
    if move.to.lane.promiseSeconds < move.from.lane.promiseSeconds { tiersUp += 1 }
    if move.to.lane.promiseSeconds > move.from.lane.promiseSeconds { tiersDown += 1 }
    let staysAtDesk = move.to.lane.desk == move.from.lane.desk
    if !staysAtDesk { desks += 1 }
    if staysAtDesk, let before = move.from.position, let after = move.to.position {
      placesWon += max(0, before - after)
      placesLost += max(0, after - before)
    }
  }
}

extension ReplayResult.Place {
  fileprivate init(_ standing: RescoringRound.Standing) {
    self.init(
      tier: standing.lane.tier, desk: standing.lane.desk, position: standing.position, score: standing.score)
  }
}
