// What is remembered of customers, stories and incidents.
extension MetricsWriter {
  mutating func memory(_ queue: TicketQueue) {
    let (snapshot, cache, rescored) = (queue.snapshot, queue.customers.figures, queue.rescorer.figures)
    single("heed_customers", "gauge", "Customers stored, as of a moment ago.", snapshot.customers)
    single("heed_customer_cache_entries", "gauge", "Customers and identities in the cache.", cache.entries)
    let requests = "heed_customer_cache_requests_total"
    family(requests, "counter", "Customers and identities looked for in the cache, by whether they were there.")
    sample(requests, [("result", "hit")], cache.hits)
    sample(requests, [("result", "miss")], cache.misses)
    single("heed_customer_cache_evictions_total", "counter", "Entries that made room for others.", cache.evictions)
    single("heed_stories_watched", "gauge", "Stories that are watched.", snapshot.readings.stories.count)
    single("heed_incidents_open", "gauge", "Incidents that are open.", snapshot.readings.open.count)
    single(
      "heed_tickets_rescored_total", "counter",
      "Tickets scored again because an incident, a story or their customer changed.", rescored.rescored)
    single("heed_tickets_moved_total", "counter", "Those that got another score or place by it.", rescored.moved)
  }

  /// Whether follower counts are out.
  mutating func outage(_ zeroCounts: ZeroCountGuard, at now: Double) {
    single(
      "heed_follower_outage", "gauge", "1 while sources report so many followers of zero that those count as missing.",
      zeroCounts.isOutage(at: now) ? 1 : 0)
  }
}
