import Storage

extension OutboxTransaction {
  /// Notes what became of messages. One that is gone, as where its customer was erased meanwhile, is passed over.
  func settle(_ outcomes: [DeliveryOutcome]) throws {
    for outcome in outcomes {
      let (number, at, status) = (outcome.number, outcome.at, outcome.status)
      switch outcome.result {
      case .delivered: try delivered(number: number)
      case .retry(let next, let error):
        try failed(number: number, at: at, nextAt: next, status: status, error: error)
      case .dead(let error): try bury(number: number, at: at, status: status, error: error)
      }
    }
  }
}
