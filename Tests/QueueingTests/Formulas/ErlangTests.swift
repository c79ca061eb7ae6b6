import Foundation
import Queueing
import TestSupport
import Testing

@Suite("Erlang's formulas")
struct ErlangTests {
  @Test(
    "The probability of waiting is the reference's",
    arguments: [
      (1, 0.5, 0.5), (2, 1, 0.333333), (5, 4, 0.554113), (10, 8, 0.409180), (20, 18.4, 0.627869), (100, 95, 0.506457),
    ])
  func waitProbability(agents: Int, load: Double, expected: Double) throws {
    let probability = try #require(ErlangC.waitProbability(agents: agents, load: load))
    #expect(abs(probability - expected) < 1e-6)
  }

  @Test(
    "The mean wait in order of arrival is the reference's", arguments: [(5, 4, 1, 0.554113), (20, 4.6, 0.25, 1.569672)])
  func meanWait(agents: Int, arrivalRate: Double, serviceRate: Double, expected: Double) throws {
    let wait = try #require(ErlangC.meanWait(agents: agents, arrivalRate: arrivalRate, serviceRate: serviceRate))
    #expect(abs(wait - expected) < 1e-6)
  }

  @Test("One agent: M/M/1 by hand")
  func oneAgent() throws {
    let wait = try #require(ErlangC.meanWait(agents: 1, arrivalRate: 3, serviceRate: 4))
    #expect(abs(wait - 0.75) < 1e-12)
    let late = try #require(ErlangC.probability(ofWaitOver: 2, agents: 1, arrivalRate: 3, serviceRate: 4))
    #expect(abs(late - 0.75 * exp(-2)) < 1e-12)
  }

  @Test("Blocking agrees with the sum of its definition, and thousands of agents are no trouble")
  func blocking() throws {
    for (agents, load) in [(0, 3.0), (1, 0.5), (7, 4.2), (7, 12), (30, 25)] {
      var (term, sum) = (1.0, 1.0)
      for n in 0..<agents {
        term *= load / Double(n + 1)
        sum += term
      }
      let blocking = try #require(ErlangB.blocking(agents: agents, load: load))
      #expect(abs(blocking - term / sum) < 1e-14, "\(agents) agents, \(load) erlangs")
    }
    // B(c, c)·√c tends to √(2/π) (Jagerman 1974: 1/B = √(πc/2) + 2/3 + O(c^−½)).
    for agents in [1000, 10_000, 100_000] {
      let c = Double(agents)
      let blocking = try #require(ErlangB.blocking(agents: agents, load: c))
      #expect(abs(1 / blocking - ((.pi * c / 2).squareRoot() + 2.0 / 3)) < 1 / c.squareRoot())
    }
    #expect(ErlangB.blocking(agents: 5000, load: 1) == 0)
    #expect(ErlangB.blocking(agents: 5000, load: 0) == 0)
    #expect(ErlangB.blocking(agents: 0, load: 0) == 1)
  }

  @Test("Outside the domain there is no value")
  func domain() {
    #expect(ErlangB.blocking(agents: -1, load: 1) == nil)
    #expect(ErlangB.blocking(agents: 1, load: -1) == nil)
    #expect(ErlangB.blocking(agents: 1, load: .nan) == nil)
    #expect(ErlangC.waitProbability(agents: 5, load: 5) == nil)
    #expect(ErlangC.waitProbability(agents: 0, load: 0) == nil)
    #expect(ErlangC.meanWait(agents: 5, arrivalRate: 6, serviceRate: 1) == nil)
    #expect(ErlangC.meanWait(agents: 5, arrivalRate: 1, serviceRate: 0) == nil)
    #expect(ErlangA(agents: -1, arrivalRate: 1, serviceRate: 1, abandonRate: 1) == nil)
    #expect(ErlangA(agents: 1, arrivalRate: 1, serviceRate: 1, abandonRate: 0) == nil)
    #expect(ErlangA(agents: 1, arrivalRate: .infinity, serviceRate: 1, abandonRate: 1) == nil)
  }

  @Test(
    "Abandonment is the reference's",
    arguments: [(5, 4, 0.077969, 0.155937), (20, 24, 0.177778, 0.355555)])
  func abandonment(agents: Int, arrivalRate: Double, abandoned: Double, wait: Double) throws {
    let queue = try #require(ErlangA(agents: agents, arrivalRate: arrivalRate, serviceRate: 1, abandonRate: 0.5))
    #expect(abs(queue.abandonProbability - abandoned) < 1e-6)
    #expect(abs(queue.meanWait - wait) < 1e-6)
    #expect(abs(queue.abandonProbability - 0.5 * queue.meanWait) < 1e-12)
  }

  @Test("Patience without end is Erlang C")
  func patience() throws {
    for (agents, load) in [(1, 0.5), (5, 4), (100, 95), (2000, 1960)] {
      let patient = try #require(ErlangA(agents: agents, arrivalRate: load, serviceRate: 1, abandonRate: 1e-9))
      let endless = try #require(ErlangC.waitProbability(agents: agents, load: load))
      let wait = try #require(ErlangC.meanWait(agents: agents, arrivalRate: load, serviceRate: 1))
      #expect(abs(patient.waitProbability - endless) < 1e-6)
      #expect(abs(patient.meanWait - wait) < 1e-5 * wait)
    }
  }

  @Test("With a patience like the handling time the number present is Poisson, whatever the agents")
  func infiniteServers() throws {
    for agents in [0, 1, 10, 1000, 3000] {
      let load = 1000.0
      let queue = try #require(ErlangA(agents: agents, arrivalRate: load, serviceRate: 1, abandonRate: 1))
      // E[(N−c)⁺] of a Poisson variable by its own sum, in logarithms.
      var (waiting, length) = (0.0, 0.0)
      for n in agents..<5000 {
        let probability = exp(Double(n) * log(load) - load - lgamma(Double(n) + 1))
        waiting += probability
        length += probability * Double(n - agents)
      }
      #expect(abs(queue.waitProbability - waiting) < 1e-9, "\(agents) agents")
      #expect(abs(queue.meanLength - length) < 1e-7, "\(agents) agents")
    }
  }

  @Test("An overload of thousands leaves as it cannot be answered")
  func overload() throws {
    let queue = try #require(ErlangA(agents: 2000, arrivalRate: 4000, serviceRate: 1, abandonRate: 0.001))
    #expect(abs(queue.abandonProbability - 0.5) < 1e-9)
    #expect(abs(queue.meanLength - 2_000_000) < 1)
  }

  @Test("What is answered and what gives up are all that arrives")
  func balance() {
    var random = SeededGenerator()
    for _ in 0..<2000 {
      let agents = Int.random(in: 1...60, using: &random)
      let load = Double(agents) * Double.random(in: 0.2...2, using: &random)
      let abandonRate = random.logUniform(0.01...10)
      guard let queue = ErlangA(agents: agents, arrivalRate: load, serviceRate: 1, abandonRate: abandonRate) else {
        Issue.record("\(random): no answer")
        return
      }
      // Answered by busy agents: E[min(N, c)], found from the definition of the probabilities by a plain sum.
      var (term, sum, busy) = (1.0, 1.0, 0.0)
      for n in 1..<200_000 {
        let inLine = max(n - agents, 0)
        term *= load / (Double(n - inLine) + Double(inLine) * abandonRate)
        sum += term
        busy += term * Double(n - inLine)
        if n > agents, term < 1e-18 * sum { break }
      }
      let answered = busy / sum / load
      if abs(answered + queue.abandonProbability - 1) > 1e-9 {
        Issue.record("\(random): c=\(agents) λ=\(load) θ=\(abandonRate): \(answered), \(queue)")
        return
      }
    }
  }
}
