import Foundation
import TestSupport
import Testing

@Suite("heed simulate")
struct SimulateCommandTests {
  /// Four days of few agents: enough for a line, and quick.
  private static let short = ["simulate", "--days", "4", "--agents", "6"]

  private func cases(_ arguments: [String], agents: [String] = ["6"]) throws -> [[String: Any]] {
    let result = try HeedCommand.run(
      ["simulate", "--days", "4", "--json"] + agents.flatMap { ["--agents", $0] } + arguments)
    #expect(result.status == 0, "\(result.errors)")
    let answer = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    return try #require(answer?["cases"] as? [[String: Any]])
  }

  private func number(_ value: Any?, _ key: String) throws -> Double {
    try #require((value as? [String: Any])?[key] as? Double)
  }

  @Test("It shows a table of the default policy under four disciplines, the same each time")
  func table() throws {
    let first = try HeedCommand.run(Self.short)
    #expect(first.status == 0 && first.errors.isEmpty)
    let lines = first.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("6 agents, handling time 6 min, load from 40 % to 112 % of what they can do, 4 days, "))
    for word in ["discipline", "promise", "p50", "p90", "mean", "kept", "worst", "overtaken", "Gini", "Jain"] {
      #expect(lines[1].contains(word))
    }
    let starts = lines.dropFirst(3).compactMap { $0.split(separator: " ").first.map(String.init) }
    for discipline in ["urgency", "fcfs", "strict", "edd"] { #expect(starts.contains(discipline)) }
    #expect(lines.count { $0.contains(" critical ") } == 4)
    #expect(try HeedCommand.run(Self.short).output == first.output)
    #expect(try HeedCommand.run(Self.short + ["--seed", "2"]).output != first.output)
  }

  @Test("Disciplines meet the same tickets, and differ in who waits")
  func disciplines() throws {
    let cases = try cases(["--discipline", "urgency,fcfs", "--discipline", "overdue-first"])
    #expect(cases.compactMap { $0["discipline"] as? String } == ["urgency", "fcfs", "overdue-first"])
    #expect(Set(cases.compactMap { ($0["all"] as? [String: Any])?["tickets"] as? Int }).count == 1)
    let gini = try cases.map { try number($0["all"], "gini") }
    #expect(gini[0] < gini[1])
    #expect(try number(cases[1]["all"], "mean_overtakes") == 0)
    #expect(try number(cases[0]["all"], "mean_overtakes") > 0)
    let day = try #require(cases[0]["day"] as? [[String: Any]])
    #expect(day.count == 24)
    #expect((day[0]["mean_wait_seconds"] as? [Any])?.count == 4)
  }

  @Test("Policies are compared by their promises")
  func policies() throws {
    let folder = try TemporaryFolder()
    let text = String(decoding: try Repository.bytes("config/policy.yaml"), as: UTF8.self)
      .replacingOccurrences(of: "population: population.csv", with: "")
    try folder.write(text, to: "today.yaml")
    try folder.write(
      text.replacingOccurrences(of: "promise_seconds: 14400", with: "promise_seconds: 3700"), to: "tomorrow.yaml")
    let arguments = ["--policy", folder.path("today.yaml"), "--policy", folder.path("tomorrow.yaml")]
    let cases = try cases(arguments)
    #expect(cases.compactMap { $0["policy"] as? String } == ["today.yaml", "tomorrow.yaml"])
    let waits = try cases.map { part in
      try number((part["tiers"] as? [[String: Any]])?.last, "mean_seconds")
    }
    #expect(waits[1] < waits[0])
    let table = try HeedCommand.run(Self.short + arguments)
    #expect(table.output.contains("tomorrow.yaml, urgency"))
  }

  @Test("Shares, patience, routes, shifts and hours are what they say")
  func options() throws {
    let some = try cases(
      ["--discipline", "urgency", "--shares", "critical=1,urgent=0,priority=1,standard=2", "--patience", "5m"])
    let tiers = try #require(some[0]["tiers"] as? [[String: Any]])
    let tickets = tiers.compactMap { $0["tickets"] as? Double }
    #expect(tickets[1] == 0)
    #expect(abs(tickets[3] / tickets[0] - 2) < 0.2)
    #expect(try number(some[0]["all"], "gave_up") > 0)

    // Nobody is there by night, so that whoever comes then waits for the morning.
    let shift = try cases(["--discipline", "urgency", "--peak", "0.5"], agents: ["6,shift=8:00-20:00"])
    #expect(try number(shift[0]["all"], "worst_seconds") > 6 * 3600)

    let folder = try TemporaryFolder()
    let hours = (0..<24).map { "\($0),\($0 == 9 ? 100 : 0)" }.joined(separator: "\n")
    try folder.write("# calls of last week\nhour,tickets\n\(hours)\n", to: "hours.csv")
    let hourly = try cases(["--discipline", "urgency", "--shape", folder.path("hours.csv"), "--peak", "2"])
    let day = try #require(hourly[0]["day"] as? [[String: Any]])
    let busy = day.filter { ($0["mean_wait_seconds"] as? [Any])?.contains { !($0 is NSNull) } == true }
    #expect(busy.compactMap { $0["start_seconds"] as? Double } == [32400])

    let desks = "first-response+senior+general"
    let routed = try cases(
      ["--route", "social-care=0.2", "--discipline", "urgency"],
      agents: ["2,desks=social-care", "1,desks=\(desks)", "5,desks=\(desks),shift=0-24"])
    #expect(try number(routed[0]["all"], "tickets") > 0)
  }

  @Test("The page has the figures and plots, and asks nobody for anything")
  func page() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("days & nights.html")
    let result = try HeedCommand.run(Self.short + ["--html", path])
    #expect(result.status == 0 && result.errors == "heed: wrote \(path)\n")
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.hasPrefix("<!doctype html>"))
    for forbidden in ["http:", "https:", "src=", "url(", "@import", "<script", "<link"] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
    #expect(page.contains("prefers-color-scheme: dark") && page.contains("lang=\"en\""))
    // A plot for each tier, one for each discipline, and one of the line, each with words for whoever cannot see it.
    #expect(page.matches(of: #/<svg role="img" aria-labelledby="\w+"/#).count == 9)
    #expect(page.matches(of: #/<title id="\w+">[^<]{40,}</title>/#).count == 9)
    #expect(page.contains("days &amp; nights.html"))
    // What is opened is closed, and the browser need not guess.
    for tag in [
      "section", "figure", "svg", "text", "title", "table", "tbody", "tr", "th", "td", "ul", "li", "p", "div",
    ] {
      let opened = page.components(separatedBy: "<\(tag)>").count + page.components(separatedBy: "<\(tag) ").count - 2
      #expect(opened > 0 && opened == page.components(separatedBy: "</\(tag)>").count - 1, "\(tag)")
    }
  }

  @Test(
    "What makes no sense is refused with what would",
    arguments: [
      (["--discipline", "lifo"], 64, "discipline"), (["--days", "0"], 64, "--days takes"),
      (["--handling", "soon"], 64, "handling"), (["--handling", "0"], 64, "--handling takes a time above 0"),
      (["--peak", "0"], 64, "--peak takes"), (["--base", "3"], 64, "--base takes no more than --peak"),
      (["--agents", "none"], 64, "agents"), (["--agents", "2,shift=9-9"], 64, "agents"),
      (["--route", "social-care=1", "--agents", "2,desks=general"], 1, "there is no desk general"),
      (["--agents", "2,desks=nowhere"], 1, "there is no desk nowhere; the desks are first-response, senior, general"),
      (["--shares", "critical=1"], 1, "has none for urgent"),
      (["--shares", "gold=1"], 1, "there is no tier gold; the tiers are critical, urgent, priority, standard"),
      (["--shares", "critical=x,urgent=1,priority=1,standard=1"], 1, "not x for critical"),
      (["--shares", "critical=0,urgent=0,priority=0,standard=0"], 1, "--shares takes at least one"),
      (["--patience", "never"], 1, "--patience takes times"), (["--route", "general=2"], 1, "--route takes"),
      (["--shape", "nowhere.csv"], 1, "nowhere.csv"), (["--policy", "nowhere.yaml"], 1, "nowhere.yaml"),
      (["--days", "100000"], 1, "5 million"), (["--html", "/nowhere/page.html"], 1, "there is no folder /nowhere"),
    ])
  func refusals(arguments: [String], status: Int32, words: String) throws {
    let result = try HeedCommand.run(Self.short + arguments)
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test("A desk without agents is named")
  func desks() throws {
    let result = try HeedCommand.run(["simulate", "--days", "4", "--agents", "2,desks=senior+general"])
    #expect(result.status == 1)
    #expect(result.errors.contains("--agents takes somebody for the desk first-response"))
  }

  @Test("A file of hours is refused with each line that is wrong")
  func hours() throws {
    let folder = try TemporaryFolder()
    try folder.write("hour,tickets\n0,5\n2,7\n2,-1\n", to: "hours.csv")
    let result = try HeedCommand.run(Self.short + ["--shape", folder.path("hours.csv")])
    #expect(result.status == 1)
    #expect(
      result.errors.contains("line 3: found 2,7, expected hour 1") && result.errors.contains("line 4: found 2,-1"))
  }

  @Test("A load that never lets the line go away is told of")
  func overload() throws {
    let result = try HeedCommand.run(Self.short + ["--shape", "flat", "--peak", "1.2", "--discipline", "urgency"])
    #expect(result.status == 0 && result.errors.contains("the load is 120 % of what the agents can do"))
  }
}
