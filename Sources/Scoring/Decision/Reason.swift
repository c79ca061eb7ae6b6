/// Why a factor has its points: what a sentence needs, written out only where somebody reads it.
public enum Reason: Equatable, Sendable {
  case neutral(Factor)
  case ignored
  case severity(Severity)
  case repeatContacts(Int)
  case incident(probability: Double)
  case value(percentile: Double, amount: Double)
  case loyalty(tenureDays: Double?, levelIsKnown: Bool)
  case declaredFollowers(Int)
  case countedFollowers(Int)
  case weighed(followers: Int, reach: Double, authenticity: Double, relevance: Double)
  case provider(share: Double, authenticity: Double, relevance: Double)
  case providerAlone(share: Double)
  case story(growthProbability: Double, sharers: Int)
}

extension Reason: TextOutputStreamable {
  /// Writes the reason as a sentence without a full stop.
  public func write<Target: TextOutputStream>(to target: inout Target) {
    switch self {
    case .neutral(let factor): target.write(factor.neutralReason)
    case .ignored: target.write("the policy's phase does not count influence here")
    case .severity(let severity):
      target.write("severity is ")
      target.write(severity.rawValue)
    case .repeatContacts(let count): writeContacts(count, to: &target)
    case .incident(let probability):
      target.write("tickets on the topic are surging with probability ")
      target.write(probability, decimals: 2)
    case .value(let percentile, let amount):
      target.write("a lifetime value of ")
      target.write(amount, decimals: 0)
      target.write(" is at percentile ")
      target.write(percentile * 100, decimals: 1)
      target.write(" of the customers")
    case .loyalty(let days, let levelIsKnown): writeLoyalty(days, levelIsKnown, to: &target)
    case .story(let probability, let sharers):
      target.write("the story is growing with probability ")
      target.write(probability, decimals: 2)
      target.write(" by ")
      target.write(Double(sharers), decimals: 0)
      target.write(sharers == 1 ? " sharer" : " sharers")
    default: writeInfluence(to: &target)
    }
  }

  private func writeContacts<Target: TextOutputStream>(_ count: Int, to target: inout Target) {
    if count == 0 { return target.write("no earlier unresolved contact on the matter") }
    target.write(Double(count), decimals: 0)
    target.write(count == 1 ? " earlier unresolved contact" : " earlier unresolved contacts")
    target.write(" on the matter")
  }

  private func writeLoyalty<Target: TextOutputStream>(
    _ days: Double?, _ levelIsKnown: Bool, to target: inout Target
  ) {
    if let days {
      target.write("a customer for ")
      target.write(days, decimals: 0)
      target.write(" days")
    } else {
      target.write("tenure is not known")
    }
    target.write(levelIsKnown ? ", and the loyalty level" : ", level not known")
  }

  private func writeInfluence<Target: TextOutputStream>(to target: inout Target) {
    switch self {
    case .declaredFollowers(let followers):
      target.write(Double(followers), decimals: 0)
      target.write(" followers declared, counted half")
    case .countedFollowers(let followers):
      target.write(Double(followers), decimals: 0)
      target.write(" followers on all accounts")
    case .weighed(let followers, let reach, let authenticity, let relevance):
      target.write(Double(followers), decimals: 0)
      target.write(" followers reach ")
      target.write(reach, decimals: 0)
      Self.writeWeights(authenticity, relevance, to: &target)
    case .provider(let share, let authenticity, let relevance):
      target.write("a provider's influence number at ")
      target.write(share * 100, decimals: 0)
      target.write(" % of its scale")
      Self.writeWeights(authenticity, relevance, to: &target)
    case .providerAlone(let share):
      target.write("a provider's influence number at ")
      target.write(share * 100, decimals: 0)
      target.write(" % of its scale")
    default: break
    }
  }

  private static func writeWeights<Target: TextOutputStream>(
    _ authenticity: Double, _ relevance: Double, to target: inout Target
  ) {
    target.write(", authenticity ")
    target.write(authenticity, decimals: 2)
    target.write(", relevance to the market ")
    target.write(relevance, decimals: 2)
  }
}

extension Factor {
  fileprivate var neutralReason: String {
    switch self {
    case .severity: "severity is not given and counts as neutral"
    case .repeatContact: "earlier contacts are not known"
    case .incident: "no surge on the topic is known"
    case .value: "the lifetime value is not known and counts as the population's middle"
    case .loyalty: "tenure and loyalty level are not known and count as the population's middle"
    case .influence: "influence is not known and counts as the population's middle"
    case .story: "no public story is known"
    }
  }
}

extension TextOutputStream {
  /// Writes a number with so many decimals (0…4), thousands separated by commas; bounds what is not printable.
  fileprivate mutating func write(_ value: Double, decimals: Int) {
    let bounded = value.isNaN ? 0 : min(max(value, -1e15), 1e15)
    let scale = [1.0, 10, 100, 1000, 10000][decimals]
    let scaled = Int((bounded.magnitude * scale).rounded())
    if bounded < 0, scaled != 0 { write("-") }
    writeGrouped(scaled / Int(scale))
    if decimals == 0 { return }
    write(".")
    let fraction = String(scaled % Int(scale))
    for _ in fraction.utf8.count..<decimals { write("0") }
    write(fraction)
  }

  private mutating func writeGrouped(_ value: Int) {
    if value < 1000 { return write(String(value)) }
    writeGrouped(value / 1000)
    let rest = value % 1000
    write(rest < 10 ? ",00" : rest < 100 ? ",0" : ",")
    write(String(rest))
  }
}
