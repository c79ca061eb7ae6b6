import FrontDoors
import Storage

// What is written back to other systems.
extension MetricsWriter {
  /// - Parameter now: the queue's time, in seconds since 1970.
  mutating func outbox(_ figures: WriteBackFigures, now: Double) {
    let targets = figures.targets
    guard !targets.isEmpty else { return }
    family("heed_outbox_pending", "gauge", "Messages to be sent, by target, as of a moment ago.")
    for target in targets { sample("heed_outbox_pending", [("target", target.name)], target.counts.pending) }
    family("heed_outbox_dead", "gauge", "Messages that were given up, by target, as of a moment ago.")
    for target in targets { sample("heed_outbox_dead", [("target", target.name)], target.counts.dead) }
    family(
      "heed_outbox_oldest_seconds", "gauge", "Age of the first message to be sent, by target; 0 where there is none.")
    for target in targets {
      let age = target.counts.oldestCreatedAt.map { max(0, now - $0) }
      sample("heed_outbox_oldest_seconds", [("target", target.name)], age ?? 0)
    }
    let sent = "heed_outbox_sent_total"
    family(sent, "counter", "Messages sent, by target and what came of it: delivered, to be sent again, or given up.")
    for target in targets {
      for (result, count) in [("delivered", target.delivered), ("retried", target.retried), ("dead", target.dead)] {
        sample(sent, [("target", target.name), ("result", result)], count)
      }
    }
    let circuit = "heed_outbox_circuit_open"
    family(circuit, "gauge", "1 while a target is left alone because it fails.")
    for target in targets {
      if case .closed = target.circuit {
        sample(circuit, [("target", target.name)], 0)
      } else {
        sample(circuit, [("target", target.name)], 1)
      }
    }
  }
}
