import HTTPWire
import Storage

// What the queue has to refuse.
extension Problem {
  static let unknownTicket = Problem(kind: .notFound, status: 404, detail: "no ticket of that id is in the queue")

  static func unknownClaim(_ fence: String) -> Problem {
    Problem(kind: .notFound, status: 404, detail: "no claim has had the fence \(fence.prefix(30))")
  }

  static func conflict(_ detail: String) -> Problem {
    Problem(kind: .conflict, status: 409, detail: detail)
  }

  /// A ticket that cannot be changed as it is with an agent, or over.
  static func ended(_ ticket: StoredTicket) -> Problem {
    let state =
      switch ticket.state {
      case .waiting: "waits"
      case .leased: "is with agent \(ticket.lease?.agent ?? "")"
      case .done: "is done"
      case .abandoned: "was abandoned"
      }
    return conflict("the ticket \(ticket.id) \(state)")
  }

  /// Somebody else was faster.
  static func changedMeanwhile(_ detail: String) -> Problem {
    Problem(kind: .preconditionFailed, status: 412, detail: detail)
  }

  static func preconditionFailed(_ ticket: StoredTicket) -> Problem {
    changedMeanwhile("the ticket \(ticket.id) is in version \(ticket.version), which If-Match does not name")
  }

  /// New facts which together with those that are there are more than a request may have.
  static func tooMuchTogether(_ bytes: Int) -> Problem {
    Problem(
      kind: .httpRefused, status: 413,
      detail: "with this the ticket's request would have more than \(bytes) bytes; take away what it no longer needs")
  }

  static func staleFence(_ fence: Int64) -> Problem {
    Problem(
      kind: .staleFence, status: 409,
      detail:
        "the claim with the fence \(fence) is over: its ticket was completed or released, or the lease has expired")
  }
}

// What stops the queue for a while.
extension Problem {
  static let queueFull = Problem(
    kind: .queueUnavailable, status: 503, detail: "as many tickets wait as may (queue.most_waiting)")
  static let tooManyBatches = Problem(
    kind: .notReady, status: 503, detail: "too many batches are waiting; come again in a second")
  static let queueOverloaded = Problem(
    kind: .queueUnavailable, status: 503, detail: "the store is slower than the requests for it; come again in a second"
  )
  static let customerInUse = Problem(
    kind: .queueUnavailable, status: 503, detail: "the customer's tickets change all the while; come again in a second")
  /// What the store has no place for.
  static func unstorable(_ reason: String) -> Problem {
    Problem(kind: .invalidField, status: 422, detail: reason)
  }

  static let queueStopped = Problem(kind: .notReady, status: 503, detail: "the service is stopping")
  static let noQueue = Problem(
    kind: .queueUnavailable, status: 503, detail: "this service keeps no queue, as it was started without a data folder"
  )

  /// The store does not do its work.
  static func queueUnavailable(_ reason: String) -> Problem {
    Problem(kind: .queueUnavailable, status: 503, detail: reason)
  }
}

extension Answer {
  /// A problem that may be over soon.
  static func retrying(_ problem: Problem, afterSeconds seconds: Int = 1) -> Answer {
    var answer = Answer(problem)
    answer.head.fields.append(ResponseField("Retry-After", "\(seconds)"))
    return answer
  }
}
