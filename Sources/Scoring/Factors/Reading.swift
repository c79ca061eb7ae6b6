import RealModule

/// What a factor's data say, before age and caps: nil stands for a reading that is missing.
struct Reading {
  /// The signal, 0…1.
  var signal: Double
  /// The age of the data in seconds, ≥ 0; nil where they are the request's own and do not age.
  var age: Double?
  var source: Source
  var reason: Reason

  init(_ signal: Double, age: Double? = nil, source: Source, reason: Reason) {
    self.signal = signal
    self.age = age
    self.source = source
    self.reason = reason
  }
}

extension FactorSettings {
  /// φ = 2^(−age/half-life): the weight of data of this age against the neutral value; 1 for what does not age.
  func freshness(ofAge age: Double?) -> Double {
    guard let age, let halfLifeSeconds, age > 0 else { return 1 }
    return .exp2(-age / halfLifeSeconds)
  }

  /// ŝ = φ·s + (1−φ)·s⁰, exactly s⁰ for a missing reading and exactly s for one that has not aged.
  func blend(_ reading: Reading?) -> Double {
    guard let reading else { return neutral }
    let freshness = freshness(ofAge: reading.age)
    if freshness == 1 { return reading.signal }
    return freshness * reading.signal + (1 - freshness) * neutral
  }

  /// The signal that counts. Social signals only add: none counts less than its neutral value, so that nobody is
  /// moved back for being known.
  func signal(_ reading: Reading?, of group: Factor.Group) -> Double {
    let blended = blend(reading)
    return group == .social ? max(neutral, blended) : blended
  }
}
