import RealModule

/// How the traffic of all topics together is spread over the hours of the week, learnt with forgetting.
///
/// An hour's level is that of its hour of the day, times that of its weekday, times what is left, each shrunk towards
/// one as far as the data do not speak for it; how far is estimated from the spread of the levels themselves
/// (empirical Bayes, by moments). So a first day shapes all days, and only what recurs over weeks shapes a single hour.
///
/// Sources: Efron & Morris, "Stein's estimation rule and its competitors" (JASA 68, 1973); for counts, Clayton & Kaldor,
/// "Empirical Bayes estimates of age-standardized relative risks" (Biometrics 43, 1987).
struct WeekProfile: Equatable, Sendable {
  /// Tickets by hour of the week, faded.
  private(set) var counts: [Double]
  /// Hours watched by hour of the week, faded alike.
  private(set) var hours: [Double]
  /// By how much an hour's tickets scatter beyond chance, as a squared coefficient of variation.
  private(set) var wobble: Wobble

  /// Tickets an average hour, over all topics.
  private(set) var rate = 0.0
  /// Each hour's level; 1 on average.
  private(set) var levels: [Double]
  /// How little each level is known: its squared coefficient of variation.
  private(set) var doubts: [Double]
  /// Σ levels before each hour, and after the last.
  private var sums: [Double]

  private static let slots = WeekTime.slots
  private static let leastLevel = 0.02

  init(counts: [Double], hours: [Double], wobble: Wobble) {
    self.counts = counts
    self.hours = hours
    self.wobble = wobble
    levels = Array(repeating: 1, count: Self.slots)
    doubts = levels
    sums = []
    refresh()
  }

  init() {
    let nothing = Array(repeating: 0.0, count: Self.slots)
    self.init(counts: nothing, hours: nothing, wobble: Wobble())
  }

  /// Takes in an hour, or a part of one, that is over.
  ///
  /// - Parameters:
  ///   - tickets: Tickets in it, those of incidents replaced by what was expected.
  ///   - slot: The hour of the week.
  ///   - share: The part of it that was watched, 0…1.
  ///   - memory: Hours over which tickets fade to 1/e.
  mutating func take(tickets: Double, slot: Int, share: Double, memory: Double) {
    if share > 0.9, hours.reduce(0, +) >= 24 {
      wobble.learn(seen: tickets, expected: rate * levels[slot] * share, doubt: doubts[slot])
    }
    let kept = Double.exp(-1 / memory)
    for index in 0..<Self.slots {
      counts[index] *= kept
      hours[index] *= kept
    }
    counts[slot] += tickets
    hours[slot] += share
  }

  /// Takes tickets out of the hours between two times again, because they belonged to a surge.
  mutating func remove(_ tickets: Double, from start: Double, to end: Double) {
    guard end > start, tickets > 0 else { return }
    let hours = (end - start) / 3600
    var time = start
    while time < end {
      let next = min(end, ((time / 3600).rounded(.down) + 1) * 3600)
      let slot = WeekTime(time).slot
      counts[slot] = max(0, counts[slot] - tickets * (next - time) / 3600 / hours)
      time = next
    }
  }

  /// ∫ levels over the time between, in average hours; negative where `end` is the earlier.
  func averageHours(from start: Double, to end: Double) -> Double {
    let (first, last) = (WeekTime(start), WeekTime(end))
    return (last.week - first.week) * sums[Self.slots] + sum(until: last) - sum(until: first)
  }

  private func sum(until time: WeekTime) -> Double { sums[time.slot] + levels[time.slot] * time.passed }

  /// Estimates the levels from what was taken in.
  mutating func refresh() {
    let watched = hours.reduce(0, +)
    let seen = counts.reduce(0, +)
    if watched >= 1, seen > 0 {
      estimate(mean: seen / watched)
    } else {
      levels = Array(repeating: 1, count: Self.slots)
      doubts = levels
    }
    let mean = levels.reduce(0, +) / Double(Self.slots)
    sums = [0]
    sums.reserveCapacity(Self.slots + 1)
    var exposure = 0.0
    for slot in 0..<Self.slots {
      levels[slot] /= mean
      exposure += hours[slot] * levels[slot]
      sums.append(sums[slot] + levels[slot])
    }
    rate = exposure > 0 ? seen / exposure : 0
  }

  private mutating func estimate(mean: Double) {
    var day = ShrunkenLevels(count: 24, priorSpread: 0.5)
    var weekday = ShrunkenLevels(count: 7, priorSpread: 0.1)
    var rest = ShrunkenLevels(count: Self.slots, priorSpread: 0.1)
    for slot in 0..<Self.slots {
      day.add(seen: counts[slot], expected: mean * hours[slot], at: slot % 24)
    }
    day.shrink(scatter: mean * wobble.value)
    for slot in 0..<Self.slots {
      weekday.add(seen: counts[slot], expected: mean * hours[slot] * day.levels[slot % 24], at: slot / 24)
    }
    // The hours of one day scatter together: a quiet Sunday is quiet all day.
    weekday.shrink(scatter: 24 * mean * wobble.value)
    for slot in 0..<Self.slots {
      let level = day.levels[slot % 24] * weekday.levels[slot / 24]
      rest.add(seen: counts[slot], expected: mean * hours[slot] * level, at: slot)
    }
    rest.shrink(scatter: mean * wobble.value)
    for slot in 0..<Self.slots {
      let level = day.levels[slot % 24] * weekday.levels[slot / 24] * rest.levels[slot]
      levels[slot] = max(Self.leastLevel, level)
      // What an hour of the week says for itself, it need not borrow from its day.
      let borrowed = rest.borrowed[slot]
      doubts[slot] =
        rest.doubts[slot] + borrowed * borrowed * (day.doubts[slot % 24] + weekday.doubts[slot / 24])
    }
  }
}
