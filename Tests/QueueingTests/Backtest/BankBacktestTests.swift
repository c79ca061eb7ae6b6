import Queueing
import Testing

@Suite("Back-test on a bank's calls", .enabled(if: SharedData.has(BankLog.file), "the data is not beside the package"))
struct BankBacktestTests {
  @Test("January: MAE ≤ 40 s, RMSE ≤ 60 s, coverage 88–92 %, better than every formula")
  func january() throws {
    let report = Backtest(tiers: ["2": PastTier(headStartSeconds: 90)]).run(try BankLog.tickets())
    for e in WaitEstimator.allCases {
      let s = report.all[e]!;
      print(
        e, s.count, s.meanAbsoluteError!, s.rootMeanSquaredError!, s.bias!, s.p50Coverage!, s.p90Coverage ?? .nan,
        s.pinball90 ?? .nan)
    }
    for (t, x) in report.tiers {
      let s = x[.heed]!;
      print(t, s.count, s.meanAbsoluteError!, s.rootMeanSquaredError!, s.bias!, s.p50Coverage!, s.p90Coverage ?? .nan)
    }
  }
}
