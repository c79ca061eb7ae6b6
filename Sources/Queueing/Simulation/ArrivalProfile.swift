import RealModule

/// How many tickets arrive, by time: the rate of a Poisson process, in tickets a second.
public enum ArrivalProfile: Hashable, Sendable {
  /// The same rate always.
  case constant(Double)
  /// mean·(1 + amplitude·cos(2π(t − peak)/period)): amplitude 0…1, peak and period in seconds.
  case sinusoid(mean: Double, amplitude: Double, peakSeconds: Double, periodSeconds: Double)
  /// A rate for each hour from time zero on, and then again from the first.
  case hourly([Double])

  /// A sinusoid over a day of 24 hours between two rates.
  ///
  /// - Parameters:
  ///   - least: The rate at the trough, zero or more.
  ///   - greatest: The rate at the peak, no less than `least`.
  ///   - peakSeconds: When the peak is, in seconds of the day.
  public static func day(least: Double, greatest: Double, peakSeconds: Double = 43_200) -> ArrivalProfile {
    let mean = (least + greatest) / 2
    return .sinusoid(
      mean: mean, amplitude: mean > 0 ? (greatest - least) / 2 / mean : 0, peakSeconds: peakSeconds,
      periodSeconds: Scenario.daySeconds)
  }

  /// The rate at a time in seconds, zero or more.
  public func rate(at time: Double) -> Double {
    switch self {
    case .constant(let rate):
      return rate
    case .sinusoid(let mean, let amplitude, let peak, let period):
      return mean * (1 + amplitude * .cos(2 * .pi * (time - peak) / period))
    case .hourly(let rates):
      return rates[Int(time / 3600) % rates.count]
    }
  }

  /// The greatest rate that there ever is.
  public var greatestRate: Double {
    switch self {
    case .constant(let rate): rate
    case .sinusoid(let mean, let amplitude, _, _): mean * (1 + amplitude)
    case .hourly(let rates): rates.max() ?? 0
    }
  }

  /// Whether all rates are finite and zero or more, and not all are zero.
  var isValid: Bool {
    guard greatestRate > 0, greatestRate.isFinite else { return false }
    return switch self {
    case .constant: true
    case .sinusoid(let mean, let amplitude, let peak, let period):
      mean > 0 && (0...1).contains(amplitude) && peak.isFinite && period > 0 && period.isFinite
    case .hourly(let rates): rates.allSatisfy { $0 >= 0 }
    }
  }

  /// The first arrival after `time`, by thinning (Lewis & Shedler 1979): candidates come at the greatest rate, and each
  /// is kept with the probability rate/greatest.
  func arrival(after time: Double, _ random: inout RandomStream) -> Double {
    let greatest = greatestRate
    var time = time
    repeat {
      time += random.exponential() / greatest
    } while random.uniform() * greatest >= rate(at: time)
    return time
  }
}
