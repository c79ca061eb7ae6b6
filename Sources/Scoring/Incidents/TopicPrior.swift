/// How topics at large differ in their rates: a gamma distribution, from which a new topic starts.
struct TopicPrior: Equatable, Sendable {
  /// The mean, in tickets an average hour.
  private(set) var rate = 0.5
  /// The shape; small, as a few topics have most of the tickets.
  private(set) var shape = 0.5

  init(rate: Double = 0.5, shape: Double = 0.5) {
    self.rate = rate
    self.shape = shape
  }

  /// Estimates both by moments.
  ///
  /// - Parameter topics: Tickets of each topic, and the average hours in which they came.
  init(of topics: some Sequence<(tickets: Double, hours: Double)>) {
    // The guess counts as one topic, so that a few topics do not stand for all.
    let guess = TopicPrior()
    var weight = 1.0
    var sum = guess.rate
    var squares = guess.rate * guess.rate * (1 + 1 / guess.shape)
    for (tickets, hours) in topics where hours >= 6 {
      let rate = tickets / hours
      weight += 1
      sum += rate
      squares += max(0, rate * rate - rate / hours)
    }
    let mean = sum / weight
    rate = min(max(mean, 0.01), 1e5)
    shape = min(max(mean * mean / max(squares / weight - mean * mean, 1e-12), 0.2), 2)
  }
}
