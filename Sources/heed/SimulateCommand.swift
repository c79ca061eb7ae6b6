import ArgumentParser
import Foundation
import HeedService
import Queueing
import Scoring

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Simulate days in the line under policies and disciplines.",
    discussion: """
      Shows who would wait for how long, which promises would be kept, and how fair it would be, before anybody has to \
      wait for it. Tiers, promises, desks and head starts are the policy's; how many tickets are of which tier is up to \
      --shares. Under one seed all policies and disciplines meet the same tickets.

      Disciplines: urgency (Heed's own: the share of the promise that is used up), fcfs (first come, first served), \
      strict (the highest tier first), accumulating (urgency without head starts), edd (earliest due date), \
      overdue-first (urgency, but those over their promise first).

      Example: two policies, 20 agents, of whom 4 come by day, and calls of 5 minutes on average:

        heed simulate --policy today.yaml --policy tomorrow.yaml \\
          --agents 16 --agents 4,shift=08:00-18:00 --handling 5m \\
          --shares critical=2,urgent=10,priority=28,standard=60 \\
          --html simulation.html
      """)

  @Option(help: "The configuration file. Default: the environment's HEED_CONFIG, or config/heed.yaml where it exists.")
  var config: String?

  @Option(help: "A policy file; may be given several times. Default: that of HEED_POLICY, or of the configuration.")
  var policy: [String] = []

  @Option(
    help: """
      Who is next, with commas between several: \(Discipline.allCases.map(\.rawValue).joined(separator: ", ")). \
      Default: urgency,fcfs,strict,edd for one policy, urgency for several.
      """)
  var discipline: [DisciplineList] = []

  @Option(help: "Agents: \(AgentsOption.rule); may be given several times. Default: 12 for all desks.")
  var agents: [AgentsOption] = []

  @Option(help: "The mean time that an agent takes for a ticket, such as 90s or 6m.")
  var handling = DurationOption(seconds: 360)

  @Option(help: "How that time varies, as variance/mean²: 0 always the same, 1 exponential.")
  var handlingVariation = 1.0

  @Option(
    help: "How the load changes: sinusoid, flat, or a CSV file with the header hour,tickets and the hours 0 to 23.")
  var shape = "sinusoid"

  @Option(
    help: "The greatest load, as a share of what all agents together can do. Default: 1.12, or 0.95 where it is flat.")
  var peak: Double?

  @Option(help: "The least load of a sinusoid.")
  var base = 0.4

  @Option(help: "When a sinusoid's load is greatest.")
  var peakAt = TimeOfDayOption(seconds: 43_200)

  @Option(
    help: "The tiers' parts of the tickets, critical=2,urgent=10,…. Default: each twice as many as the one above.")
  var shares = NamedValueList()

  @Option(help: "The part of each tier's tickets that goes to another desk, such as social-care=0.05.")
  var route = NamedValueList()

  @Option(help: "After what time people give up in the mean: 20m, or by tier, standard=1h,urgent=10m. Default: never.")
  var patience = NamedValueList()

  @Option(help: "How many days.")
  var days = 30

  @Option(help: "What decides all that is random.")
  var seed: UInt64 = 1

  @Option(help: "Write a page with plots to this file.")
  var html: String?

  @Flag(help: "Show the results as JSON, with the course of the day.")
  var json = false

  func validate() throws {
    if handling.seconds <= 0 { throw ValidationError("--handling takes a time above 0") }
    if !(0...100).contains(handlingVariation) {
      throw ValidationError("--handling-variation takes a number from 0 to 100")
    }
    if let peak, !(peak > 0 && peak <= 10) { throw ValidationError("--peak takes a number above 0, and 10 at most") }
    if !(base >= 0 && base.isFinite) { throw ValidationError("--base takes a number of 0 or more") }
    if shape == "sinusoid", base > options.peak { throw ValidationError("--base takes no more than --peak") }
    if !(1...100_000).contains(days) { throw ValidationError("--days takes a number from 1 to 100000") }
  }

  func run() throws {
    let policies = try policySettings()
    let (plan, cases) = try Terminal.explaining {
      var options = options
      options.shape = try LoadShape(shape)
      let plan = try SimulationPlan(policies: policies, disciplines: disciplines(policies.count), options: options)
      return (plan, try plan.run())
    }
    for warning in plan.warnings { Terminal.complain("heed: \(warning)") }
    if let html {
      try write(SimulationPage(plan, cases, command: CommandText.own).text, to: html)
    }
    Terminal.write(json ? SimulationJSON(plan, cases).text : SimulationReport(plan, cases).text)
    if let html { Terminal.complain("heed: wrote \(html)") }
  }

  private var options: SimulationOptions {
    var options = SimulationOptions()
    if !agents.isEmpty { options.agents = agents }
    options.handlingSeconds = handling.seconds
    options.handlingVariation = handlingVariation
    if shape == "flat" { options.shape = .flat }
    options.givenPeak = peak
    options.base = base
    options.peakAtSeconds = peakAt.seconds
    options.shares = shares.values
    options.routes = route.values
    options.patience = patience.values
    options.days = days
    options.seed = seed
    return options
  }

  /// The policies, with names that tell them apart.
  private func policySettings() throws -> [(name: String, settings: PolicySettings)] {
    try Terminal.explaining {
      var paths = policy
      if paths.isEmpty { paths = [try ServiceConfiguration.ofCommand(config: config).policy] }
      return try paths.map { path in
        let settings = try PolicyFile(path: path).settings()
        return (paths.count > 1 ? URL(filePath: path).lastPathComponent : settings.name, settings)
      }
    }
  }

  private func disciplines(_ policies: Int) -> [Discipline] {
    let given = discipline.flatMap(\.disciplines)
    if !given.isEmpty { return given }
    return policies > 1 ? [.urgency] : [.urgency, .fcfs, .strict, .edd]
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      Terminal.complain("heed: cannot write \(path): \(FileReason.writing(path))")
      throw ExitCode.failure
    }
  }
}
