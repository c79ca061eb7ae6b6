import Scoring
import Synchronization

/// Gives each tier's name a slot in the metrics that it keeps over reloads of the policy.
final class TierRegistry: Sendable {
  private let names = Mutex<[String]>([])

  /// The slots of a policy's tiers, in its order. When slots run out, the last one takes all.
  func slots(of policy: Policy) -> [Int] {
    names.withLock { names in
      policy.settings.tiers.map { tier in
        if let index = names.firstIndex(of: tier.name) { return index }
        if names.count < MetricsShard.mostTiers { names.append(tier.name) }
        return names.count - 1
      }
    }
  }

  /// The names by slot.
  var all: [String] { names.withLock { $0 } }
}
