import Queueing
import TestSupport
import Testing

/// The settings are those that the service has. With half or twice the windows, pseudo-starts or steps the mean error
/// moves by less than half a second.
@Suite("Back-test on a bank's calls", .enabled(if: SharedData.has(BankLog.file), "the data is not beside the package"))
struct BankBacktestTests {
  private static let backtest = Backtest(tiers: ["2": PastTier(headStartSeconds: 90)])

  @Test("January: MAE ≤ 37 s, RMSE ≤ 57 s, p90 coverage 88–92 %, better than every formula")
  func january() throws {
    let report = Self.backtest.run(try BankLog.tickets())
    let heed = try #require(report.all[.heed])
    #expect(heed.count == 13_457)
    let (mae, rmse) = (try #require(heed.meanAbsoluteError), try #require(heed.rootMeanSquaredError))
    #expect(mae <= 37 && rmse <= 57, "MAE \(mae), RMSE \(rmse)")
    for (tier, scores) in report.tiers {
      let coverage = try #require(scores[.heed]?.p90Coverage)
      #expect((0.88...0.92).contains(coverage), "priority \(tier): \(coverage)")
    }
    for formula in WaitEstimator.allCases where formula != .heed {
      let other = try #require(report.all[formula])
      #expect(other.count == heed.count)
      let (otherMAE, otherRMSE) = (try #require(other.meanAbsoluteError), try #require(other.rootMeanSquaredError))
      #expect(mae < otherMAE && rmse < otherRMSE, "\(formula)")
      let pinball = try #require(heed.pinball90)
      #expect(pinball < other.pinball90 ?? .infinity, "\(formula)")
    }
  }

  @Test(
    "Each week by itself, begun from nothing, is better than every formula and covered",
    arguments: [990_101...990_107, 990_108...990_114, 990_115...990_121, 990_122...990_131])
  func weeks(days: ClosedRange<Int>) throws {
    let report = Self.backtest.run(try BankLog.tickets(in: days))
    let heed = try #require(report.all[.heed])
    for formula in WaitEstimator.allCases where formula != .heed {
      let other = try #require(report.all[formula]?.meanAbsoluteError)
      #expect(try #require(heed.meanAbsoluteError) < other, "\(formula)")
    }
    #expect((0.87...0.92).contains(try #require(heed.p90Coverage)))
  }
}
