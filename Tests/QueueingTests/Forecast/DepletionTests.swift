import Testing

@testable import Queueing

@Suite("Waits with abandonment")
struct DepletionTests {
  @Test(
    "Mean and variance are the sums of QL_m",
    arguments: [0.0, 1e-12, 1e-4, 0.01, 0.5], [0, 1, 14, 15, 16, 40, 700])
  func sums(_ abandonment: Double, _ ahead: Int) {
    let rate = 0.03
    let times = (0...ahead).map { 1 / (rate + Double($0) * abandonment) }
    let (mean, variance) = Depletion(rate: rate, abandonmentRate: abandonment).moments(ahead: Double(ahead))
    let exact = times.reduce(0, +)
    let exactVariance = times.reduce(0) { $0 + $1 * $1 }
    #expect(abs(mean / exact - 1) < 1e-4)
    #expect(abs(variance / exactVariance - 1) < 1e-4)
  }

  @Test("Between whole numbers ahead, the mean goes from one to the next without a step")
  func fractions() {
    let depletion = Depletion(rate: 0.03, abandonmentRate: 0.01)
    var last = 0.0
    for step in 0..<4000 {
      let mean = depletion.moments(ahead: Double(step) / 100).mean
      #expect(mean > last && mean - last < (step == 0 ? 34 : 0.34))
      last = mean
    }
  }
}
