/// How many tickets a lane gets at each time of the day, in bins of half an hour that are averaged over the last days.
///
/// Days are counted from the time's zero. Where that is not midnight, the profile is turned by as much, and as good.
struct DayProfile: Sendable {
  static let binSeconds = 1800.0
  static let binsPerDay = 48

  /// Arrivals per second; negative where no such time of the day has gone by yet.
  private var rates = [Double](repeating: -1, count: binsPerDay)
  /// The bin that is being filled, counted from the time's zero, what it holds, and whether it was seen from its start.
  private var current: (bin: Int, count: Double, isWhole: Bool)?

  /// Counts an arrival.
  mutating func arrived(at time: Double, gain: Double) {
    advance(to: time, gain: gain)
    current?.count += 1
  }

  /// Closes the bins that have gone by.
  mutating func advance(to time: Double, gain: Double) {
    let bin = Self.bin(of: time)
    guard let open = current else {
      current = (bin, 0, false)
      return
    }
    guard bin > open.bin else { return }
    if open.isWhole { close(open.bin, count: open.count, gain: gain) }
    // Those in between were empty. Beyond a day they would only be closed again.
    for empty in max(open.bin + 1, bin - Self.binsPerDay)..<max(open.bin + 1, bin) {
      close(empty, count: 0, gain: gain)
    }
    current = (bin, 0, true)
  }

  /// The mean rate of arrivals per second from one time to a later one; `nil` where a bin in between has not been seen.
  func rate(from start: Double, to end: Double) -> Double? {
    let (first, last) = (Self.bin(of: start), Self.bin(of: end))
    guard last > first else { return rate(ofBin: first) }
    guard last - first < Self.binsPerDay else { return nil }
    var sum = 0.0
    for bin in first...last {
      guard let rate = rate(ofBin: bin) else { return nil }
      let from = max(start, Double(bin) * Self.binSeconds)
      let to = min(end, Double(bin + 1) * Self.binSeconds)
      sum += rate * (to - from)
    }
    return sum / (end - start)
  }

  private func rate(ofBin bin: Int) -> Double? {
    let rate = rates[Self.slot(bin)]
    return rate < 0 ? nil : rate
  }

  private mutating func close(_ bin: Int, count: Double, gain: Double) {
    let slot = Self.slot(bin)
    let rate = count / Self.binSeconds
    rates[slot] = rates[slot] < 0 ? rate : rates[slot] + gain * (rate - rates[slot])
  }

  private static func bin(of time: Double) -> Int { Int((time / binSeconds).rounded(.down)) }

  private static func slot(_ bin: Int) -> Int {
    let slot = bin % binsPerDay
    return slot < 0 ? slot + binsPerDay : slot
  }
}
