import TestSupport
import Testing

@testable import Scoring

@Suite("Histories from transactions")
struct TransactionLogTests {
  private static func log(_ entries: [(customer: Int, day: Int, value: Double)]) -> TransactionLog {
    var log = TransactionLog()
    for entry in entries { log.add(customer: entry.customer, day: entry.day, value: entry.value) }
    return log
  }

  @Test("Transactions of a day are one purchase; the first purchase's value does not count")
  func histories() throws {
    let log = Self.log([
      (7, 135, 4), (7, 100, 99), (7, 107, 10), (7, 107, 5), (7, 100, 1), (3, 128, 2),
    ])
    let sample = try log.sample()
    #expect(sample.transactions == 6 && sample.purchases == 4 && !sample.hasHoldout && sample.newcomers == 0)
    #expect(sample.customers.map(\.number) == [3, 7])
    #expect(sample.histories[0] == PurchaseHistory(x: 0, tx: 0, T: 1))
    #expect(sample.histories[1] == PurchaseHistory(x: 2, tx: 5, T: 5, meanValue: 9.5))
    #expect(sample.repeatsByDay.enumerated().filter { $0.element > 0 }.map(\.offset) == [7, 35])
    #expect(try log.sample(observationEnd: 170).histories[1] == PurchaseHistory(x: 2, tx: 5, T: 10, meanValue: 9.5))
  }

  @Test("What is later than the calibration is held out, and who comes later is not of the sample")
  func holdout() throws {
    let log = Self.log([(1, 0, 5), (1, 7, 6), (1, 14, 8), (1, 15, 2), (1, 40, 1), (2, 13, 1), (2, 21, 1), (3, 14, 9)])
    let sample = try log.sample(calibrationEnd: 13, observationEnd: 21)
    #expect(sample.hasHoldout && sample.newcomers == 1 && sample.customers.count == 2)
    #expect(sample.histories[0] == PurchaseHistory(x: 1, tx: 1, T: 13 / 7.0, meanValue: 6))
    #expect(sample.histories[1] == PurchaseHistory(x: 0, tx: 0, T: 0))
    #expect(sample.customers.map(\.laterPurchases) == [2, 1] && sample.customers.map(\.laterValue) == [10, 1])
    #expect(sample.purchases == 7 && sample.repeatsByDay.count == 22 && sample.repeatsByDay.reduce(0, +) == 4)
    #expect(abs(sample.holdoutWeeks - 8 / 7.0) < 1e-12)
  }

  @Test("The order of transactions does not matter")
  func order() throws {
    var generator = SeededGenerator()
    let entries = (0..<400).map { _ in
      (
        customer: Int.random(in: 0..<40, using: &generator), day: Int.random(in: 0..<90, using: &generator),
        value: Double(Int.random(in: 0..<100, using: &generator))
      )
    }
    let first = try Self.log(entries).sample(calibrationEnd: 60)
    let second = try Self.log(entries.shuffled(using: &generator)).sample(calibrationEnd: 60)
    #expect(first.histories == second.histories && first.repeatsByDay == second.repeatsByDay, "\(generator)")
    #expect(first.customers.map(\.laterValue) == second.customers.map(\.laterValue), "\(generator)")
    let purchases = Set(entries.map { [$0.customer, $0.day] })
    #expect(first.purchases == purchases.count, "\(generator)")
  }

  @Test("What cannot be is not added; periods without a day are refused")
  func refusals() throws {
    var log = TransactionLog()
    #expect { try log.sample() } throws: { ($0 as? FitError)?.code == .tooFewCustomers }
    for (customer, day, value) in [
      (-1, 0, 1.0), (1 << 31, 0, 1), (0, 2_000_000, 1), (0, 0, -1), (0, 0, .nan), (0, 0, .infinity),
    ] {
      let isAdded = log.add(customer: customer, day: day, value: value)
      #expect(!isAdded)
    }
    #expect(log.count == 0 && log.firstDay == nil)
    let areAdded = [log.add(customer: 0, day: 20, value: 0), log.add(customer: 0, day: 10, value: 0)]
    #expect(areAdded == [true, true])
    #expect(log.firstDay == 10 && log.lastDay == 20)
    for (calibration, end) in [(20, nil), (25, nil), (9, nil), (15, 15), (nil, 9), (nil, Int.max)] as [(Int?, Int?)] {
      #expect {
        try log.sample(calibrationEnd: calibration, observationEnd: end)
      } throws: {
        ($0 as? FitError)?.code == .emptyPeriod
      }
    }
  }
}
