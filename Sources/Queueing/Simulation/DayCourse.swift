/// A part of the day, in the mean over a simulation's days.
public struct DayCourse: Hashable, Sendable {
  /// When the part begins, in seconds of the day.
  public let startSeconds: Double
  /// The mean number in line.
  public internal(set) var length: Double
  /// The mean wait in seconds of those of each tier who arrived in it; `nil` where none did.
  public internal(set) var meanSeconds: [Double?]

  static func ofDay(_ result: SimulationResult, bins: Int) -> [DayCourse] {
    precondition(bins > 0, "a day has parts")
    let width = Scenario.daySeconds / Double(bins)
    let (tiers, warmUp) = (result.scenario.tiers.count, result.scenario.warmUpSeconds)
    var waits = [[Double]](repeating: [Double](repeating: 0, count: tiers), count: bins)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: tiers), count: bins)
    var occupied = [Double](repeating: 0, count: bins)
    for record in result.records {
      // The time in line falls into one part after the other, over midnight too.
      var time = max(record.arrivalSeconds, warmUp)
      while time < record.leftSeconds {
        let part = (time / width).rounded(.down)
        let end = min((part + 1) * width, record.leftSeconds)
        occupied[Int(part) % bins] += end - time
        // Rounding may put the part's end no later than its beginning.
        time = max(end, time.nextUp)
      }
      guard record.arrivalSeconds >= warmUp else { continue }
      let part = Int(record.arrivalSeconds / width) % bins
      waits[part][record.tier] += record.waitSeconds
      counts[part][record.tier] += 1
    }
    let days = (result.scenario.durationSeconds - warmUp) / Scenario.daySeconds
    return (0..<bins).map { part in
      DayCourse(
        startSeconds: Double(part) * width, length: occupied[part] / (width * days),
        meanSeconds: zip(waits[part], counts[part]).map { $1 > 0 ? $0 / Double($1) : nil })
    }
  }
}
