import JSON

/// The results of a replay as tables for people.
public struct ReplayTable {
  private let result: ReplayResult

  /// Tables of a result.
  public init(_ result: ReplayResult) {
    self.result = result
  }

  /// All of it.
  public var text: String {
    [summary, tiers, incidents, repeats, moves, worst].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var summary: String {
    let days = (result.end - result.start) / 86_400
    let refused = result.refused > 0 ? ", and \(result.refused) were refused" : ""
    let agents =
      result.agents > 0
      ? "\(result.agents) agents take \(spoken(seconds: result.handlingSeconds)) for each" : "nobody takes them"
    let rate = result.askingSeconds > 0 ? Double(result.requests) / result.askingSeconds : 0
    return """
      \(Self.time(result.start)) to \(Self.time(result.end)): \(result.tickets) tickets\(refused); \(agents).
      \(decimals(days, 1)) days in \(decimals(result.seconds, 1)) s; \(result.requests) requests, \
      \(decimals(rate, 0)) a second while it asked.

      """
  }

  private var tiers: String {
    var table = TextTable(
      ["tier", "promise", "decided", "taken", "p50 wait", "p90 wait", "worst", "kept"],
      rightAligned: [1, 2, 3, 4, 5, 6, 7])
    for tier in result.tiers {
      let quantiles = [0.5, 0.9, 1].map { tier.quantile($0).map(clock(seconds:)) ?? "" }
      table.add(
        [tier.name, spoken(seconds: tier.promiseSeconds), "\(tier.decided)", "\(tier.waits.count)"] + quantiles
          + [tier.kept.map { percent($0, decimals: 1) } ?? ""])
    }
    return table.text + (result.left > 0 ? "\(result.left) tickets still waited at the end.\n" : "")
  }

  private var incidents: String {
    if result.incidents.isEmpty { return "No incident was found.\n" }
    var table = TextTable(
      ["incident on", "start", "noticed", "end", "tickets", "expected", "peak"], rightAligned: [4, 5, 6])
    for incident in result.incidents {
      table.add([
        incident.topic, Self.time(incident.startedAt), Self.time(incident.noticedAt),
        incident.endedAt.map(Self.time) ?? "goes on", "\(incident.tickets)", decimals(incident.expected, 1),
        decimals(incident.peakProbability, 3),
      ])
    }
    return table.text
  }

  private var repeats: String {
    let repeats = result.repeats
    let told = repeats.told > 0 ? "\(repeats.told) as the requests told" : nil
    let remembered = "\(repeats.remembered) from memory"
    return """
      \(repeats.customers) customers came again on the same topic, with \(repeats.tickets) tickets after their first; \
      points for earlier contacts: \([told, remembered].compactMap(\.self).joined(separator: ", ")).

      """
  }

  private var moves: String {
    if result.causes.isEmpty { return "No ticket was scored again.\n" }
    var table = TextTable(
      [
        "because", "of", "times", "scored again", "score up", "down", "tier up", "down", "other desk", "places won",
        "lost",
      ], rightAligned: [2, 3, 4, 5, 6, 7, 8, 9, 10])
    for (kind, name, causes) in groups {
      func sum(_ count: (ReplayResult.Cause) -> Int) -> String { "\(causes.reduce(0) { $0 + count($1) })" }
      table.add([
        kind, name, "\(causes.count)", sum(\.tickets), sum(\.raised), sum(\.lowered), sum(\.tiersUp), sum(\.tiersDown),
        sum(\.desks), sum(\.placesWon), sum(\.placesLost),
      ])
    }
    return table.text
  }

  /// The causes by kind and name, in the order in which each came first; customers together.
  private var groups: [(kind: String, name: String, causes: [ReplayResult.Cause])] {
    var groups: [(kind: String, name: String, causes: [ReplayResult.Cause])] = []
    for cause in result.causes {
      let name = cause.kind == .customer ? "all" : cause.name
      if let index = groups.firstIndex(where: { $0.kind == cause.kind.rawValue && $0.name == name }) {
        groups[index].causes.append(cause)
      } else {
        groups.append((cause.kind.rawValue, name, [cause]))
      }
    }
    return groups.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }.map(\.element)
  }

  private var worst: String {
    if result.worst.isEmpty { return "" }
    var table = TextTable(["waited longest", "tier", "desk", "wait", "of its promise", ""], rightAligned: [3, 4])
    for wait in result.worst.prefix(5) {
      table.add([
        wait.ticket, wait.tier, wait.desk, clock(seconds: wait.seconds), percent(wait.ofPromise),
        wait.hasMoved ? "moved there while it waited" : "",
      ])
    }
    return table.text
  }

  private static func time(_ seconds: Double) -> String {
    RFC3339.string(Int(seconds))?.replacing("T", with: " ").replacing("Z", with: "") ?? ""
  }
}
