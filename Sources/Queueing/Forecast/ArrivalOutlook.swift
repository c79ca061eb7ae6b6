/// The arrivals to expect in a lane: how many by when, and with what head start.
struct ArrivalOutlook: Sendable {
  /// Between these times from now on, in seconds, the rate is taken to be steady; after the last it stays.
  static let knots: [Double] = [0, 1800, 3600, 7200, 14_400, 28_800]

  /// Arrivals per second from each of the ``knots`` on but the last.
  let rates: [Double]
  /// Expected arrivals by each of the ``knots``.
  private let sums: [Double]
  /// Head starts are taken to be spread evenly between these, in seconds: what has the mean and the variance seen.
  private let leastHeadStart: Double
  private let greatestHeadStart: Double

  init(rates: [Double], leastHeadStart: Double, greatestHeadStart: Double) {
    precondition(rates.count == Self.knots.count - 1, "a rate for every stretch")
    self.rates = rates
    var sums = [0.0]
    for (index, rate) in rates.enumerated() {
      sums.append(sums[index] + rate * (Self.knots[index + 1] - Self.knots[index]))
    }
    self.sums = sums
    self.leastHeadStart = leastHeadStart
    self.greatestHeadStart = greatestHeadStart
  }

  /// How many will have arrived after `wait` seconds.
  func expected(within wait: Double) -> Double {
    var index = 0
    while index < rates.count - 1, wait > Self.knots[index + 1] { index += 1 }
    return sums[index] + rates[index] * max(0, wait - Self.knots[index])
  }

  /// How many of those that arrive within `wait` seconds will then have a key of at most now + `limit`.
  ///
  /// One that arrives a seconds from now does if its head start is at least a − limit. Summed over all a that is
  /// E[(h + limit)⁺] − E[(h + limit − wait)⁺] seconds' worth of arrivals, and they are the first of those to come.
  func expected(within wait: Double, keysAtMost limit: Double) -> Double {
    expected(within: max(0, meanExcess(over: -limit) - meanExcess(over: wait - limit)))
  }

  /// E[(h − x)⁺] of the head start h.
  private func meanExcess(over x: Double) -> Double {
    if x >= greatestHeadStart { return 0 }
    if x <= leastHeadStart { return (leastHeadStart + greatestHeadStart) / 2 - x }
    let rest = greatestHeadStart - x
    return rest * rest / (2 * (greatestHeadStart - leastHeadStart))
  }
}
