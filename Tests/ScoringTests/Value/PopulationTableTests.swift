import TestSupport
import Testing

@testable import Scoring

@Suite("Population table")
struct PopulationTableTests {
  @Test("interpolates between quantiles and bounds beyond them")
  func lookup() throws {
    let table = try PopulationTable(quantiles: [0, 10, 20, 40, 80])
    #expect(table.percentile(of: -1) == 0)
    #expect(table.percentile(of: 0) == 0)
    #expect(table.percentile(of: 5) == 0.125)
    #expect(table.percentile(of: 20) == 0.5)
    #expect(table.percentile(of: 60) == 0.875)
    #expect(table.percentile(of: 80) == 1)
    #expect(table.percentile(of: 81) == 1)
    #expect(table.percentile(of: .infinity) == 1)
    #expect(table.percentile(of: -.infinity) == 0)
    #expect(table.percentile(of: .nan) == 0.5)
  }

  @Test("gives the middle of a flat stretch")
  func ties() throws {
    let table = try PopulationTable(quantiles: [0, 0, 0, 5, 9])
    #expect(table.percentile(of: 0) == 0.25)
    #expect(table.percentile(of: 2.5) == 0.625)
    #expect(try PopulationTable(quantiles: [7]).percentile(of: 7) == 0.5)
    #expect(try PopulationTable(quantiles: [7]).percentile(of: 6) == 0)
    #expect(try PopulationTable(quantiles: [7]).percentile(of: 8) == 1)
    #expect(try PopulationTable(values: [3, 3, 3, 3]).percentile(of: 3) == 0.5)
    #expect(try PopulationTable(values: [5, 1, 9], points: 1).quantiles == [5])
    #expect(try PopulationTable(values: [1], points: 3).quantiles == [1, 1, 1])
  }

  @Test("survives the greatest numbers there are")
  func extremes() throws {
    let greatest = Double.greatestFiniteMagnitude
    let table = try PopulationTable(values: [-greatest, greatest])
    #expect(abs(table.percentile(of: 0) - 0.5) < 1e-12)
    let wide = try PopulationTable(quantiles: [-greatest, greatest])
    #expect(wide.percentile(of: 0) == 0.5)
  }

  @Test("says which number it refuses")
  func refusals() {
    let nothing: [Double] = []
    #expect(throws: PopulationTableError(.empty)) { try PopulationTable(values: nothing) }
    #expect(throws: PopulationTableError(.empty)) { try PopulationTable(quantiles: nothing) }
    #expect(throws: PopulationTableError(.noPoints)) { try PopulationTable(values: [1], points: 0) }
    #expect(throws: PopulationTableError(.notFinite, at: 1)) { try PopulationTable(values: [1, .nan]) }
    #expect(throws: PopulationTableError(.notFinite, at: 0)) { try PopulationTable(quantiles: [.infinity]) }
    #expect(throws: PopulationTableError(.decreasing, at: 2)) { try PopulationTable(quantiles: [1, 2, 1.5]) }
  }

  @Test("ranks its own data near its mid-rank, monotone, within 0…1")
  func properties() throws {
    var generator = SeededGenerator()
    for round in 0..<200 {
      let count = Int.random(in: 1...3000, using: &generator)
      // Every third population has heavy ties, as customers without repeat purchases do.
      let values = (0..<count).map { _ in
        let value = generator.logUniform(0.01...1e5)
        return round % 3 == 0 ? (value < 50 ? 12.5 : value.rounded()) : value
      }
      let table = try PopulationTable(values: values)
      #expect(zip(table.quantiles, table.quantiles.dropFirst()).allSatisfy { $0 <= $1 }, "\(generator)")
      let median = values.sorted()[count / 2]
      let below = values.count { $0 < median }
      let same = values.count { $0 == median }
      let midRank = (Double(below) + Double(same) / 2) / Double(count)
      // Within the distance of two quantiles, and of two values.
      let tolerance = 1.0 / 200 + 1.0 / Double(count)
      #expect(abs(table.percentile(of: median) - midRank) <= tolerance, "\(count) values, \(generator)")
      var last = 0.0
      for probe in (values.prefix(100) + [-1, 0, 1e6]).sorted() {
        let percentile = table.percentile(of: probe)
        #expect(percentile >= last && percentile <= 1, "\(probe), \(generator)")
        last = percentile
      }
    }
  }
}
