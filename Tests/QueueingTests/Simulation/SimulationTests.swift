import TestSupport
import Testing

@testable import Queueing

@Suite("The simulator")
struct SimulationTests {
  @Test("The same seed gives the same result, bit for bit; another one another")
  func deterministic() throws {
    for discipline in Discipline.allCases {
      let results = try [7, 7, 8].map { try Simulation(DayTests.scenario(), discipline: discipline, seed: $0).run() }
      #expect(results[0] == results[1])
      #expect(results[0].records.map(\.arrivalSeconds) != results[2].records.map(\.arrivalSeconds))
    }
  }

  @Test("All disciplines meet the same tickets, and another law of handling leaves their arrivals")
  func commonTickets() throws {
    let first = try Simulation(DayTests.scenario(), discipline: .fcfs, seed: 7).run()
    for discipline in Discipline.allCases {
      let other = try Simulation(DayTests.scenario(), discipline: discipline, seed: 7).run()
      #expect(other.records.map(\.arrivalSeconds) == first.records.map(\.arrivalSeconds))
      #expect(other.records.map(\.tier) == first.records.map(\.tier))
    }
    var scenario = DayTests.scenario()
    scenario.handling = HandlingLaw(meanSeconds: 360, variation: 3)
    let other = try Simulation(scenario, discipline: .fcfs, seed: 7).run()
    #expect(other.records.map(\.arrivalSeconds) == first.records.map(\.arrivalSeconds))
  }

  @Test("An agent takes whom the discipline says; nobody waits whom an idle agent could take; all come to an end")
  func order() throws {
    var random = SeededGenerator()
    for index in 0..<400 {
      let scenario = RandomScenario.make(&random)
      let discipline = Discipline.allCases[index % Discipline.allCases.count]
      let seed = random.next()
      var watcher = QueueWatcher(scenario, discipline)
      let result = try Simulation(scenario, discipline: discipline, seed: seed).run(observing: &watcher)
      let complaint = watcher.complaint ?? watcher.verdict(on: result)
      #expect(complaint == nil, "\(random), case \(index), \(discipline): \(scenario)")
      if complaint != nil { return }
    }
  }

  @Test("The service's line serves as lists that are gone through do")
  func line() throws {
    var random = SeededGenerator()
    for _ in 0..<400 {
      let scenario = RandomScenario.make(&random)
      let simulation = try Simulation(scenario, discipline: .urgency, seed: random.next())
      let layout = SimulationLayout(scenario)
      var observer = NoObserver()
      let lists = simulation.run(
        layout, HeadsRoom(scenario, layout: layout, discipline: .urgency), &observer)
      #expect(simulation.run() == lists, "\(random): \(scenario)")
    }
  }

  @Test("Agents come and go with their shift, over midnight too, and finish what they have")
  func shifts() throws {
    let hour = 3600.0
    for (start, end) in [(9.0, 17.0), (22, 6), (0, 8), (16, 24), (0, 24)] {
      let scenario = Scenario(
        tiers: [SimulatedTier(name: "only", share: 1, promiseSeconds: 600)],
        agents: [
          AgentGroup(count: 2, desks: ["general"], shift: Shift(startSeconds: start * hour, endSeconds: end * hour))
        ],
        arrivals: .constant(1 / 3600), handling: HandlingLaw(.deterministic, meanSeconds: 900),
        durationSeconds: 10 * Scenario.daySeconds)
      let records = try Simulation(scenario, discipline: .urgency, seed: 3).run().records
      let isWithin = { (time: Double) in
        let hours = time.truncatingRemainder(dividingBy: Scenario.daySeconds) / hour
        return start < end ? (start...end).contains(hours) : hours >= start || hours <= end
      }
      #expect(records.count > 150)
      #expect(records.allSatisfy { isWithin($0.leftSeconds) }, "\(start) to \(end)")
      // Whoever comes in the night is answered when the first agents come.
      let night = records.filter { !isWithin($0.arrivalSeconds) }
      #expect((end - start == 24) == night.isEmpty)
      for record in night.prefix(1) {
        let time = record.leftSeconds.truncatingRemainder(dividingBy: Scenario.daySeconds)
        #expect(time == start * hour, "\(start) to \(end)")
      }
    }
  }

  @Test("Whoever can do little else takes what comes")
  func specialists() throws {
    let scenario = Scenario(
      tiers: [
        SimulatedTier(name: "high", share: 1, promiseSeconds: 60, desk: "senior"),
        SimulatedTier(name: "low", share: 9, promiseSeconds: 600, desk: "general"),
      ],
      agents: [AgentGroup(count: 1, desks: ["general", "senior"]), AgentGroup(count: 9, desks: ["general"])],
      arrivals: .constant(0.002), handling: HandlingLaw(.exponential, meanSeconds: 300),
      durationSeconds: 50 * Scenario.daySeconds)
    let (tiers, _) = try Simulation(scenario, discipline: .urgency, seed: 3).run().summaries()
    // Were the senior one taken for anything, every second senior ticket would find them busy.
    #expect(tiers[0].count > 500)
    #expect(tiers[0].meanSeconds < 30)
  }

  @Test("A scenario's mistakes are named")
  func mistakes() {
    func complaint(_ change: (inout Scenario) -> Void) -> String? {
      var scenario = DayTests.scenario()
      change(&scenario)
      do throws(ScenarioError) {
        try scenario.check()
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(complaint { _ in } == nil)
    #expect(complaint { $0.tiers = [] } == "tiers takes at least one tier")
    #expect(complaint { $0.tiers[1].share = -1 } == "tiers[1].share takes a number of 0 or more")
    #expect(complaint { $0.tiers[2].promiseSeconds = 0 } == "tiers[2].promise takes a time above 0")
    #expect(complaint { $0.tiers[0].headStartShare = 2 } == "tiers[0].head_start_share takes a number from 0 to 1")
    #expect(complaint { $0.tiers[0].patienceSeconds = 0 } == "tiers[0].patience takes a time above 0")
    #expect(complaint { $0.tiers[0].desks = [] }?.hasPrefix("tiers[0].desks takes") == true)
    #expect(
      complaint { $0.tiers[0].desks = [.init(desk: "senior", share: 1)] }
        == "agents takes somebody for the desk senior, where tickets of the tier high go")
    #expect(complaint { $0.agents = [] }?.hasPrefix("agents takes somebody") == true)
    #expect(complaint { $0.agents = [AgentGroup(count: 0, desks: ["general"])] }?.hasPrefix("agents[0].count") == true)
    #expect(
      complaint {
        $0.agents = [AgentGroup(count: 1, desks: ["general"], shift: Shift(startSeconds: 3600, endSeconds: 3600))]
      } == "agents[0].shift takes two times of day that differ")
    #expect(complaint { $0.arrivals = .constant(0) } == "arrivals takes rates of 0 or more, not all of them 0")
    #expect(complaint { $0.arrivals = .hourly([1, -1]) }?.hasPrefix("arrivals") == true)
    #expect(complaint { $0.handling = HandlingLaw(.hyperexponential(variation: 0.5), meanSeconds: 1) } != nil)
    #expect(complaint { $0.warmUpSeconds = $0.durationSeconds }?.hasPrefix("warm-up") == true)
    #expect(complaint { $0.durationSeconds = .infinity } == "duration takes a time above 0")
  }
}
