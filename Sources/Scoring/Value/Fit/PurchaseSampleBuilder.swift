/// Makes a sample of purchases that come by customer and then by day.
struct PurchaseSampleBuilder {
  private let firstDay: Int
  private let calibrationEnd: Int
  private let observationEnd: Int

  private var customers: [PurchaseSample.Customer] = []
  private var newcomers = 0
  private var purchases = 0
  private var repeatsByDay: [Int]
  private var current: Current?

  /// The customer whose purchases come at present.
  private struct Current {
    let number: Int
    let firstDay: Int
    var lastDay: Int
    var repeats = 0
    var value = 0.0
    var later = 0
    var laterValue = 0.0
  }

  init(firstDay: Int, calibrationEnd: Int, observationEnd: Int) {
    self.firstDay = firstDay
    self.calibrationEnd = calibrationEnd
    self.observationEnd = observationEnd
    repeatsByDay = Array(repeating: 0, count: observationEnd - firstDay + 1)
  }

  mutating func add(_ number: Int, day: Int, value: Double) {
    guard day <= observationEnd else { return }
    purchases += 1
    guard var customer = current, customer.number == number else {
      finish()
      current = Current(number: number, firstDay: day, lastDay: day)
      return
    }
    if day <= calibrationEnd {
      customer.repeats += 1
      customer.value += value
      customer.lastDay = day
    } else {
      customer.later += 1
      customer.laterValue += value
    }
    if customer.firstDay <= calibrationEnd { repeatsByDay[day - firstDay] += 1 }
    current = customer
  }

  mutating func sample(transactions: Int, hasHoldout: Bool) -> PurchaseSample {
    finish()
    return PurchaseSample(
      customers: customers, newcomers: newcomers, transactions: transactions, purchases: purchases, firstDay: firstDay,
      calibrationEnd: calibrationEnd, observationEnd: observationEnd, hasHoldout: hasHoldout,
      repeatsByDay: repeatsByDay)
  }

  private mutating func finish() {
    guard let customer = current else { return }
    current = nil
    guard customer.firstDay <= calibrationEnd else {
      newcomers += 1
      return
    }
    let history = PurchaseHistory(
      x: customer.repeats, tx: Double(customer.lastDay - customer.firstDay) / 7,
      T: Double(calibrationEnd - customer.firstDay) / 7,
      meanValue: customer.repeats == 0 ? 0 : customer.value / Double(customer.repeats))
    customers.append(
      PurchaseSample.Customer(
        number: customer.number, firstDay: customer.firstDay, history: history, laterPurchases: customer.later,
        laterValue: customer.laterValue))
  }
}
