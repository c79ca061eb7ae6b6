import TestSupport
import Testing

@testable import Scoring

@Suite("BG/NBD")
struct BGNBDTests {
  /// Fader, Hardie & Lee (2005), CDNOW; time in weeks.
  static func published() throws -> BGNBD { try BGNBD(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426) }

  @Test("reproduces the published customers")
  func worked() throws {
    let model = try Self.published()
    let first = try #require(model.expectedPurchases(x: 2, tx: 30.43, T: 38.86, horizon: 39))
    #expect(abs(first - 1.226028) < 1e-6)
    let alive = try #require(model.probabilityAlive(x: 2, tx: 30.43, T: 38.86))
    #expect(abs(alive - 0.726579) < 1e-6)
    let frequent = try #require(model.expectedPurchases(x: 26, tx: 30.86, T: 31, horizon: 52))
    #expect(abs(frequent - 25.758196) < 1e-6)
  }

  @Test("agrees with mpmath to a relative 1e-9", arguments: bgnbdReferences)
  func references(reference: BGNBDReference) throws {
    let model = try BGNBD(r: reference.r, alpha: reference.alpha, a: reference.a, b: reference.b)
    let purchases = try #require(
      model.expectedPurchases(x: reference.x, tx: reference.tx, T: reference.age, horizon: reference.horizon))
    #expect(abs(purchases - reference.purchases) <= 1e-9 * reference.purchases, "\(purchases)")
    let alive = try #require(model.probabilityAlive(x: reference.x, tx: reference.tx, T: reference.age))
    #expect(abs(alive - reference.alive) <= 1e-9 * reference.alive, "\(alive)")
  }

  @Test("refuses customers that cannot be")
  func refusals() throws {
    let model = try Self.published()
    #expect(model.expectedPurchases(x: -1, tx: 1, T: 2, horizon: 52) == nil)
    let impossible: [(Double, Double, Double)] = [
      (3, 2, 52), (-1, 2, 52), (1, -2, 52), (1, 2, -52), (.nan, 2, 52), (1, .nan, 52), (1, 2, .nan),
      (1, .infinity, 52), (.infinity, .infinity, 52), (1, 2, .infinity), (1, 1e6, 52), (1, 2, 1e6),
    ]
    for (tx, age, horizon) in impossible {
      #expect(model.expectedPurchases(x: 3, tx: tx, T: age, horizon: horizon) == nil, "\(tx) \(age) \(horizon)")
      #expect(model.expectedPurchases(x: 0, tx: tx, T: age, horizon: horizon) == nil, "\(tx) \(age) \(horizon)")
    }
    #expect(model.probabilityAlive(x: 3, tx: 3, T: 2) == nil)
    #expect(model.probabilityAlive(x: 3, tx: .nan, T: 2) == nil)
    #expect(model.probabilityAlive(x: 0, tx: 0, T: .infinity) == nil)
  }

  @Test("refuses parameters out of range, by name")
  func parameters() {
    #expect { try BGNBD(r: 0, alpha: 1, a: 1, b: 1) } throws: { ($0 as? ParameterError)?.parameter == "r" }
    #expect { try BGNBD(r: 1, alpha: .nan, a: 1, b: 1) } throws: { ($0 as? ParameterError)?.parameter == "alpha" }
    #expect { try BGNBD(r: 1, alpha: 1, a: .infinity, b: 1) } throws: { ($0 as? ParameterError)?.parameter == "a" }
    #expect { try BGNBD(r: 1, alpha: 1, a: 1, b: -1) } throws: { ($0 as? ParameterError)?.parameter == "b" }
  }

  @Test("never gives anything but finite numbers, which grow with the horizon and fall with silence")
  func properties() throws {
    var generator = SeededGenerator()
    for _ in 0..<5000 {
      let model = try BGNBD(
        r: generator.logUniform(1e-4...20), alpha: generator.logUniform(1e-3...1e6),
        a: generator.logUniform(1e-4...100), b: generator.logUniform(1e-4...100))
      let x = [0, 1, 2, 10, 500, 1_000_000, .max].randomElement(using: &generator) ?? 0
      let age = generator.logUniform(1e-6...1e5)
      let tx = x == 0 ? 0 : age * Double.random(in: 0...1, using: &generator)
      let horizon = generator.logUniform(1e-6...9e4)
      let message: Comment = "\(model) \(x) \(tx) \(age) \(horizon), \(generator)"
      let value = try #require(model.expectedPurchases(x: x, tx: tx, T: age, horizon: horizon), message)
      let alive = try #require(model.probabilityAlive(x: x, tx: tx, T: age), message)
      #expect(value.isFinite && value >= 0, message)
      #expect(alive >= 0 && alive <= 1, message)
      let longer = try #require(model.expectedPurchases(x: x, tx: tx, T: age, horizon: horizon * 1.1), message)
      #expect(longer >= value * (1 - 1e-8), message)
      if x > 0 {
        let recent = try #require(model.probabilityAlive(x: x, tx: age, T: age), message)
        #expect(recent >= alive, message)
      }
    }
  }

  @Test(
    "predicts what the customers of CDNOW bought in weeks 40 to 78",
    // The table ships with the evaluation data only.
    .enabled(if: SharedData.has("clv/cdnow_customers.csv")))
  func population() throws {
    let model = try Self.published()
    var sum = 0.0
    for row in try SharedData.rows("clv/cdnow_customers.csv") {
      let x = try #require(row["x"].flatMap { Int($0) })
      let tx = try #require(row["t_x"].flatMap { Double($0) })
      let age = try #require(row["T"].flatMap { Double($0) })
      sum += try #require(model.expectedPurchases(x: x, tx: tx, T: age, horizon: 39))
    }
    // The reference's 1,654, with the parameters rounded as published.
    #expect(abs(sum - 1654) < 3, "\(sum)")
  }
}
