import Queueing
import Testing

@Suite("Summaries of waits")
struct WaitSummaryTests {
  @Test("Four tickets by hand")
  func byHand() {
    let waits = [(0.0, 0), (30, 1), (60, 0), (150, 5)]
    let summary = WaitSummary(
      waits.map { .init(waitSeconds: $0.0, promiseSeconds: 100, isAbandoned: $0.0 == 60, overtakes: $0.1) })
    #expect(summary.count == 4 && summary.abandoned == 1)
    #expect(summary.meanSeconds == 60 && summary.p50Seconds == 45)
    #expect(abs(summary.p90Seconds - 123) < 1e-9)
    #expect(summary.worstSeconds == 150 && summary.worstRatio == 1.5)
    #expect(summary.shareOverPromise == 0.25)
    #expect(summary.meanOvertakes == 1.5 && summary.mostOvertakes == 5)
    // Gini as half the mean difference over the mean: Σ|xᵢ−xⱼ| = 960, /(2·16·60) = 0.5; Jain 240²/(4·27000).
    #expect(abs(summary.gini - 0.5) < 1e-12)
    #expect(abs(summary.jain - 57_600.0 / 108_000) < 1e-12)
  }

  @Test("A wait of just the promise keeps it")
  func onTime() {
    let summary = WaitSummary([.init(waitSeconds: 100, promiseSeconds: 100)])
    #expect(summary.shareOverPromise == 0 && summary.worstRatio == 1)
    #expect(summary.p50Seconds == 100 && summary.p90Seconds == 100)
    #expect(summary.gini == 0 && summary.jain == 1)
  }

  @Test("Of none all is zero; of none who waits all are alike")
  func empty() {
    let none = WaitSummary([])
    #expect(none.count == 0 && none.meanSeconds == 0 && none.p90Seconds == 0 && none.worstRatio == 0)
    let atOnce = WaitSummary([.init(waitSeconds: 0, promiseSeconds: 1), .init(waitSeconds: 0, promiseSeconds: 2)])
    #expect(atOnce.gini == 0 && atOnce.jain == 1 && atOnce.shareOverPromise == 0)
  }

  @Test("One who has everything")
  func extremes() {
    #expect(Fairness.gini(sorted: [0, 0, 0, 8]) == 0.75)
    #expect(Fairness.jain([0, 0, 0, 8]) == 0.25)
    #expect(Fairness.gini(sorted: [2, 2, 2]) == 0)
  }
}
