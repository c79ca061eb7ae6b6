import JSON
import Storage

/// Has messages sent again that were given up: `POST /outbox/{message}/resend`, or all of a target with
/// `POST /outbox/resend?target=…`. One that still waits for its next attempt has it now.
struct ResendCommand: QueueCommand {
  enum Choice: Sendable {
    case message(String)
    /// All dead ones of a target.
    case target(String)
  }

  let choice: Choice

  /// Most that one command does, so that it does not hold up the line; whoever wants more asks again.
  static let mostAtOnce = 5000

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    switch choice {
    case .message(let id):
      guard let message = try transaction.message(id: id) else { return Answer(.unknownMessage) }
      try transaction.revive(number: message.number, at: context.now)
      context.effects.append(.outboxRevived(target: message.target))
      return answer(1, isAll: true)
    case .target(let target):
      var (count, after, isAll) = (0, Int64(0), false)
      while count < Self.mostAtOnce, !isAll {
        let page = try transaction.messages(state: .dead, target: target, after: after, limit: 500)
        for message in page { try transaction.revive(number: message.number, at: context.now) }
        count += page.count
        after = page.last?.number ?? after
        isAll = page.count < 500
      }
      if count > 0 { context.effects.append(.outboxRevived(target: target)) }
      return answer(count, isAll: isAll)
    }
  }

  private func answer(_ count: Int, isAll: Bool) -> Answer {
    .json { json in
      json.object {
        json.key("resent").number(count)
        json.key("complete").bool(isAll)
      }
    }
  }
}
