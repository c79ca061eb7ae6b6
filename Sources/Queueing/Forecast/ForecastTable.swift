/// The forecasts of new tickets at a moment, for every lane and head start: what `/score` answers from.
///
/// It is made from an ``Outlook`` and a ``Line`` now and then, and read without any work that grows with the line.
public struct ForecastTable: Sendable {
  /// Head starts from none to a tenth of the promise, at which forecasts are computed. Those in between are interpolated.
  static let points = 5
  private static let greatestShare = 0.1

  /// When it was made.
  public let time: Double
  private let index: [Lane: Int]
  /// ``points`` a lane. Negative where there is no forecast.
  private let p50s: [Double]
  private let p90s: [Double]
  private let positions: [Double]
  private let bases: [ForecastBasis]

  /// - Parameter lanes: Lanes that new tickets may join, as by the policy. Those in the line are added.
  public init(outlook: Outlook, line: Line, lanes: [Lane], at now: Double) {
    time = now
    var index: [Lane: Int] = [:]
    var (p50s, p90s, positions): ([Double], [Double], [Double]) = ([], [], [])
    var bases: [ForecastBasis] = []
    for lane in lanes + line.lanes where index[lane] == nil {
      index[lane] = index.count
      for point in 0..<Self.points {
        let headStart = Self.headStart(point, in: lane)
        let place = Place(lane: lane, key: now - headStart, number: .max)
        let (forecast, basis) = outlook.forecast(for: place, in: line, at: now)
        p50s.append(forecast?.p50Seconds ?? -1)
        p90s.append(forecast?.p90Seconds ?? -1)
        positions.append(Double(forecast?.position ?? line.ahead(of: place, at: now) + 1))
        bases.append(basis)
      }
    }
    (self.index, self.p50s, self.p90s, self.positions, self.bases) = (index, p50s, p90s, positions, bases)
  }

  /// Median and 90th percentile of a new ticket's wait in seconds; `nil` in a lane without agents, or unknown.
  public func forecast(lane: Lane, headStartSeconds: Double) -> (p50: Double, p90: Double)? {
    guard let forecast = entry(lane: lane, headStartSeconds: headStartSeconds)?.forecast else { return nil }
    return (forecast.p50Seconds, forecast.p90Seconds)
  }

  /// A new ticket's forecast, where it would stand, and what that goes by; `nil` for a lane that the table lacks.
  public func entry(
    lane: Lane, headStartSeconds: Double
  ) -> (forecast: Forecast?, position: Int, basis: ForecastBasis)? {
    guard let row = index[lane] else { return nil }
    let steps = Double(Self.points - 1)
    let share = headStartSeconds / (Self.greatestShare * lane.promiseSeconds)
    let at = min(max(0, share), 1) * steps
    let point = min(Int(at), Self.points - 2)
    let cell = row * Self.points + point
    var part = at - Double(point)
    // Between an agent who is free and none there is no middle.
    if bases[cell] != bases[cell + 1] { part = part.rounded() }
    func between(_ values: [Double]) -> Double { values[cell] + (values[cell + 1] - values[cell]) * part }
    let position = max(1, Int(between(positions).rounded()))
    let basis = part < 0.5 ? bases[cell] : bases[cell + 1]
    guard p50s[cell] >= 0, p50s[cell + 1] >= 0 else { return (nil, position, basis) }
    let p50 = between(p50s)
    let forecast = Forecast(p50Seconds: p50, p90Seconds: max(p50, between(p90s)), position: position)
    return (forecast, position, basis)
  }

  private static func headStart(_ point: Int, in lane: Lane) -> Double {
    greatestShare * lane.promiseSeconds * Double(point) / Double(points - 1)
  }
}
