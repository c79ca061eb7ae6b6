import HTTPWire
import JSON
import Scoring
import Storage

/// Accounts of customers were observed: `POST /accounts`, many at once, each taken or refused by itself.
struct AccountsCommand: QueueCommand {
  /// An account, and whose it is: of a customer named by id, or of the one whom its handle is known to be.
  struct Observation: Sendable {
    var customer: String?
    var known: CustomerDocument.KnownAccount
  }

  /// The observations in their order, or what is wrong with them.
  let observations: [Result<Observation, RefusedBody>]
  let setting: CustomerSetting

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    let writer = setting.writer(transaction)
    var problems: [(Int, Problem)] = []
    for (index, observation) in observations.enumerated() {
      if let problem = try take(observation, writer, &context) { problems.append((index, problem)) }
    }
    return .json { json in
      json.object {
        json.key("accepted").number(observations.count - problems.count)
        json.key("refused").array {
          for (index, problem) in problems {
            json.object {
              json.key("item").number(index + 1)
              json.key("detail").string(problem.detail)
            }
          }
        }
      }
    }
  }

  private func take(
    _ observation: Result<Observation, RefusedBody>, _ writer: CustomerWriter, _ context: inout QueueContext
  ) throws -> Problem? {
    switch observation {
    case .failure(let refused): return refused.problem
    case .success(let observation):
      let known = observation.known
      let identity = CustomerIdentity(kind: known.account.network ?? "", value: known.handle)
      guard let id = try observation.customer ?? writer.transaction.customer(identity: identity)?.id else {
        return Problem([
          FieldProblem(pointer: "/customer", detail: "expected whose account it is, as nobody is known to have it")
        ])
      }
      return try writer.put(known, ofCustomer: id, &context)
    }
  }
}
