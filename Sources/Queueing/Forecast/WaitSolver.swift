import RealModule

/// Finds the quantiles of a ticket's wait from the live line.
///
/// After w seconds those are ahead whose urgency has by then come to exceed the ticket's: of a lane j with the promise
/// T_j those with a key of at most now + w − (T_j/T)(now + w − κ), where κ is the ticket's key and T its promise. In
/// faster lanes that limit rises with w, and some of those still to come will pass; in slower lanes it falls. So with
/// N(w) waiting and A(w) to come, the wait does not exceed w at the level p if
///
///     w ≥ g · D(N),
///
/// where D(N) is the mean time until N ahead are gone and the ticket is taken (``Depletion``), and g the ratio of the
/// p-quantile to it where overtakers take up a share of the time (``FirstPassage``): as long as A(w) of them alone take,
/// divided by w.
///
/// The quantile is looked for by bisection on a grid that is always the same. Whatever makes that condition harder at
/// every w, as one more ahead or one agent less does, can therefore only raise the result, even where the condition
/// holds, fails and holds again as w grows. Between the last two points it is interpolated.
struct WaitSolver {
  /// The grid's points are e^x − 1 seconds for x at 2^levels steps from 0 to ``reach``, which is some hundred days.
  static let levels = 8
  static let reach = 16.0

  /// Those that compete for the same agents.
  struct Rival {
    /// Its waiting tickets.
    let waiting: OrderedEntries
    /// The share of the lane's tickets that compete.
    let weight: Double
    /// Its promise / the ticket's.
    let ratio: Double
    /// `nil` where none are known to come.
    let arrivals: ArrivalOutlook?
    /// How many of ``waiting`` are ahead, where that does not depend on the wait: they are none, or ``ratio`` is 1.
    let fixed: Double?
  }

  /// The ticket's key.
  let key: Double
  let now: Double
  let depletion: Depletion
  let idle: Double
  let rivals: [Rival]

  /// What the wait would be like if it was about so long.
  struct Load {
    /// The mean wait without overtakers, in seconds.
    let undisturbed: Double
    /// How many services, each as long as the others, would spread as much as those to go do.
    let services: Double
    /// The share of the time that overtakers take.
    let overtaking: Double

    func quantile(_ level: FirstPassage.Level) -> Double {
      undisturbed * FirstPassage.ratio(level, services: services, overtaking: overtaking)
    }
  }

  /// Waiting tickets that will be ahead after `wait` seconds.
  func ahead(after wait: Double) -> Double {
    var sum = 0.0
    for rival in rivals {
      let count = rival.fixed ?? Double(rival.waiting.count(keysAtMost: now + limit(rival, after: wait)))
      sum += rival.weight * count
    }
    return sum
  }

  func load(after wait: Double) -> Load {
    var coming = 0.0
    for rival in rivals {
      guard let arrivals = rival.arrivals else { continue }
      coming += rival.weight * arrivals.expected(within: wait, keysAtMost: limit(rival, after: wait))
    }
    let (mean, variance) = depletion.moments(ahead: max(0, ahead(after: wait) - idle))
    return Load(
      undisturbed: mean, services: mean * mean / variance,
      overtaking: wait > 0 ? depletion.seconds(tickets: coming) / wait : 0)
  }

  /// The greatest key that is ahead after `wait` seconds, less the present time.
  ///
  /// Whoever passes others has to wait all the same until an agent takes the next ticket: so who is passed is those
  /// that were passed one service earlier.
  private func limit(_ rival: Rival, after wait: Double) -> Double {
    let wait = rival.ratio > 1 ? max(0, wait - 1 / depletion.rate) : wait
    return wait - rival.ratio * (wait + now - key)
  }

  /// Median and 90th percentile of the wait in seconds, ascending.
  func quantiles() -> (median: Double, ninetieth: Double) {
    let start = load(after: 0)
    // Both searches begin alike, so what the first has found out serves the second.
    var trail: [(index: Int, load: Load)] = []
    let median = quantile(.median, start: start, trail: &trail)
    return (median, quantile(.ninetieth, start: start, trail: &trail))
  }

  private func quantile(
    _ level: FirstPassage.Level, start: Load, trail: inout [(index: Int, load: Load)]
  ) -> Double {
    var low = (index: 0, excess: -start.quantile(level))
    var high = (index: 1 << Self.levels, excess: Double.infinity)
    for step in 0..<Self.levels {
      let middle = (low.index + high.index) / 2
      let wait = Self.seconds(middle)
      let load: Load
      if step < trail.count, trail[step].index == middle {
        load = trail[step].load
      } else {
        load = self.load(after: wait)
        if step == trail.count { trail.append((middle, load)) }
      }
      let excess = wait - load.quantile(level)
      if excess < 0 { low = (middle, excess) } else { high = (middle, excess) }
    }
    let (from, to) = (Self.seconds(low.index), Self.seconds(high.index))
    guard high.excess < .infinity else { return to }
    return from + (to - from) * low.excess / (low.excess - high.excess)
  }

  private static func seconds(_ index: Int) -> Double {
    .expMinusOne(Double(index) * (reach / Double(1 << levels)))
  }
}
