public import Queueing

/// What the columns of a log of calls mean, which rows count, and what the contact centre gave whom.
public struct LogMapping: Sendable {
  /// What a column can tell.
  public enum Fact: String, CaseIterable, Sendable {
    /// The day that times of day are of.
    case date
    /// When the ticket began to wait.
    case arrived
    /// When an agent took it.
    case started
    /// When it waited no more, whether an agent took it or the customer gave up.
    case left
    /// How long it waited, in seconds.
    case waited
    /// When the agent had finished with it.
    case ended
    /// How long the agent took, in seconds.
    case handling
    /// Its tier.
    case priority
    /// What became of it.
    case outcome
    /// Who took it.
    case agent
  }

  /// Columns by what they tell. Of several the first counts in which a row has something.
  public var columns: [Fact: [String]] = [:]
  /// Outcomes of tickets that an agent took; where there are none, those are served that have a start or an agent.
  public var served: Set<String> = []
  /// Outcomes of tickets whose customers gave up; where there are none, those that are not served.
  public var abandoned: Set<String> = []
  /// Values of columns whose rows do not count.
  public var dropped: [String: Set<String>] = [:]
  /// Promises and head starts.
  public var tiers: [String: PastTier] = [:]
  /// What handling times are taken to be until some have been seen, in seconds.
  public var handlingSeconds = ForecastSettings().handlingSeconds

  public init() {}

  /// What is missing, for somebody who wants to complete it; `nil` if nothing is.
  public var shortcoming: String? {
    if columns[.arrived] == nil { return "no column tells when tickets arrived: --map arrived=COLUMN" }
    if columns[.started] == nil, columns[.left] == nil, columns[.waited] == nil {
      return "no column tells how long tickets waited: --map waited=COLUMN, started=COLUMN or left=COLUMN"
    }
    if columns[.ended] == nil, columns[.handling] == nil {
      return "no column tells how long agents took: --map handling=COLUMN or ended=COLUMN"
    }
    if columns[.outcome] == nil, columns[.started] == nil, columns[.agent] == nil {
      return "no column tells which tickets were served: --map outcome=COLUMN, started=COLUMN or agent=COLUMN"
    }
    return nil
  }

  /// Takes `fact=column` or `fact=column|another`.
  ///
  /// - Throws: A sentence on what is wrong.
  public mutating func map(_ text: String) throws(BacktestError) {
    let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard halves.count == 2, let fact = Fact(rawValue: halves[0]) else {
      let facts = Fact.allCases.map(\.rawValue).joined(separator: ", ")
      throw BacktestError("--map takes FACT=COLUMN, where FACT is one of \(facts); found \(text)")
    }
    columns[fact] = halves[1].split(separator: "|").map { String($0) }
  }

  /// Takes `column=value`: rows that do not count.
  public mutating func drop(_ text: String) throws(BacktestError) {
    let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard halves.count == 2, !halves[0].isEmpty else {
      throw BacktestError("--drop takes COLUMN=VALUE; found \(text)")
    }
    dropped[halves[0], default: []].insert(halves[1])
  }

  /// Takes `2=90s-head-start`, `2=5m-promise` or both with a comma between them.
  public mutating func tier(_ text: String) throws(BacktestError) {
    let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard halves.count == 2 else { throw BacktestError("\(Self.tierRule); found \(text)") }
    var tier = tiers[halves[0]] ?? PastTier()
    for part in halves[1].split(separator: ",") {
      if part.hasSuffix("-head-start"), let seconds = seconds(spoken: String(part.dropLast(11))) {
        tier.headStartSeconds = seconds
      } else if part.hasSuffix("-promise"), let seconds = seconds(spoken: String(part.dropLast(8))), seconds > 0 {
        tier.promiseSeconds = seconds
      } else {
        throw BacktestError("\(Self.tierRule); found \(text)")
      }
    }
    tiers[halves[0]] = tier
  }

  private static let tierRule = "--tier takes a tier with a promise, a head start or both, 2=5m-promise,90s-head-start"
}
