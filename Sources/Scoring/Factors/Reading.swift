import RealModule

/// What a factor's data say, before the cap: nil stands for a reading that is missing.
struct Reading {
  /// The signal ŝ, 0…1, with the age of the data taken into account.
  var signal: Double
  /// The age of the data in seconds, ≥ 0; nil where they are the request's own and do not age.
  var age: Double?
  var source: Source
  var reason: Reason

  /// A reading of `signal` by data of some age, blended with the neutral value as the factor's settings say.
  init(_ signal: Double, age: Double? = nil, _ factor: FactorSettings, source: Source, reason: Reason) {
    self.signal = factor.blend(signal, age: age)
    self.age = age
    self.source = source
    self.reason = reason
  }
}

extension FactorSettings {
  /// φ = 2^(−age/half-life): the weight of data of this age against the neutral value; 1 for what does not age.
  private func freshness(ofAge age: Double?) -> Double {
    guard let age, let halfLifeSeconds, age > 0 else { return 1 }
    return .exp2(-age / halfLifeSeconds)
  }

  /// ŝ = φ·s + (1−φ)·s⁰, exactly s for one that has not aged.
  fileprivate func blend(_ signal: Double, age: Double?) -> Double {
    let freshness = freshness(ofAge: age)
    if freshness == 1 { return signal }
    return freshness * signal + (1 - freshness) * neutral
  }

  /// The signal that counts: exactly s⁰ for a missing reading. Social signals only add: none counts less than its neutral value, so that nobody is
  /// moved back for being known.
  func signal(_ reading: Reading?, of group: Factor.Group) -> Double {
    guard let reading else { return neutral }
    return group == .social ? max(neutral, reading.signal) : reading.signal
  }
}
