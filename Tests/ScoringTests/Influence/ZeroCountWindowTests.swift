import TestSupport
import Testing

@testable import Scoring

@Suite("Zero count window")
struct ZeroCountWindowTests {
  private func window(_ counts: [Int], baseline: Double = 0.1) throws -> ZeroCountWindow {
    var window = try ZeroCountWindow(length: 1600, baseline: baseline)
    for (index, count) in counts.enumerated() { window.observe(count, at: Double(index)) }
    return window
  }

  @Test("speaks from 20 observations on, above three times the baseline")
  func threshold() throws {
    let zeros = Array(repeating: 0, count: 19)
    #expect(!(try window(zeros).isOutage(at: 30)))
    #expect(try window(zeros + [0]).isOutage(at: 30))
    #expect(try window(zeros + [5]).isOutage(at: 30))
    let six = Array(repeating: 0, count: 6) + Array(repeating: 9, count: 14)
    #expect(!(try window(six).isOutage(at: 30)), "exactly three times is not more")
    let seven = Array(repeating: 0, count: 7) + Array(repeating: 9, count: 13)
    #expect(try window(seven).isOutage(at: 30))
    #expect(try window(seven).counts(at: 30) == (7, 20))
  }

  @Test("forgets what has left the window")
  func sliding() throws {
    let window = try window(Array(repeating: 0, count: 40))
    #expect(window.isOutage(at: 1599))
    #expect(!window.isOutage(at: 1600 + 40))
    #expect(window.counts(at: 1600 + 40).total == 0)
    #expect(window.counts(at: -1).total == 0, "later observations are left out")
  }

  @Test("takes late observations within the window, drops older ones and what has no time")
  func late() throws {
    var window = try ZeroCountWindow(length: 1600, baseline: 0.1)
    window.observe(0, at: 5000)
    window.observe(0, at: 4000)
    #expect(window.counts(at: 5000).total == 2)
    window.observe(0, at: 5000 - 1600)
    window.observe(0, at: .nan)
    window.observe(0, at: .infinity)
    window.observe(0, at: 1e300)
    #expect(window.counts(at: 5000).total == 2)
    #expect(window.counts(at: .nan).total == 0)
    window.observe(3, at: -777)
    #expect(window.counts(at: -777).total == 0, "its bucket holds a later slot by now")
  }

  @Test("agrees with counting by hand")
  func oracle() throws {
    var generator = SeededGenerator()
    for _ in 0..<50 {
      var window = try ZeroCountWindow(length: 1600, baseline: 0.05)
      var log: [(count: Int, slot: Int)] = []
      var time = Double.random(in: -1e6...1e6, using: &generator)
      for _ in 0..<500 {
        time += generator.logUniform(0.01...300)
        let count = Int.random(in: 0...3, using: &generator)
        window.observe(count, at: time)
        log.append((count, Int((time / 100).rounded(.down))))
        let newest = Int((time / 100).rounded(.down))
        let inside = log.filter { $0.slot > newest - 16 }
        let zeros = inside.count { $0.count == 0 }
        #expect(window.counts(at: time) == (zeros, inside.count), "\(generator)")
      }
    }
  }

  @Test("refuses a baseline at which no outage could be seen")
  func parameters() {
    #expect { try ZeroCountWindow(length: 60, baseline: 0.34) } throws: {
      ($0 as? ParameterError)?.parameter == "baseline"
    }
    #expect { try ZeroCountWindow(length: 0, baseline: 0.1) } throws: {
      ($0 as? ParameterError)?.parameter == "length"
    }
  }
}
