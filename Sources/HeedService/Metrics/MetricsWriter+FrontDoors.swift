// What other systems ask for, and listen to.
extension MetricsWriter {
  mutating func hooks(_ counts: [(label: HookFigures.Label, count: Int)]) {
    let name = "heed_hooks_total"
    family(name, "counter", "Webhooks that came, by hook and by what became of them.")
    for (label, count) in counts { sample(name, [("hook", label.hook), ("outcome", label.outcome)], count) }
  }

  mutating func events(_ hub: EventHub) {
    single("heed_event_streams", "gauge", "Those who listen to /events, as of a second ago.", hub.listeners)
  }
}
