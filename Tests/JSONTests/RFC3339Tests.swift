import TestSupport
import Testing

@testable import JSON

@Suite struct RFC3339Tests {
  private func seconds(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { RFC3339.seconds($0) }
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2026-11-22T07:00:00Z", 1_795_330_800), ("2026-11-22t07:00:00z", 1_795_330_800),
      ("2026-11-22T08:30:00+01:30", 1_795_330_800), ("2026-11-21T22:00:00-09:00", 1_795_330_800),
      ("2000-02-29T12:00:00Z", 951_825_600), ("1969-12-31T23:59:59.5Z", -0.5), ("1970-01-01T00:00:00.25-00:00", 0.25),
      ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
      ("1970-01-01T00:00:01.00000000000000000000000000000001Z", 1), ("1996-12-19T16:39:57-08:00", 851_042_397),
      ("1990-12-31T23:59:60Z", 662_688_000.0.nextDown), ("1990-12-31T15:59:60.7-08:00", 662_688_000.0.nextDown),
    ] as [(String, Double)])
  func reads(text: String, expected: Double) {
    #expect(seconds(text) == expected)
  }

  @Test(arguments: [
    "", "2026", "2026-11-22", "2026-11-22T07:00:00", "2026-11-22 07:00:00Z", "2026-11-22T07:00Z", "2026-11-22T7:00:00Z",
    "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z", "2026-04-00T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T07:60:00Z",
    "2026-11-22T07:00:61Z", "2026-11-22T07:00:60Z", "2026-11-22T07:00:00.Z", "2026-11-22T07:00:00,5Z",
    "2026-11-22T07:00:00+0100", "2026-11-22T07:00:00+01", "2026-11-22T07:00:00+24:00", "2026-11-22T07:00:00+01:60",
    "2026-11-22T07:00:00Z ", " 2026-11-22T07:00:00Z", "2026-11-22T07:00:00ZZ", "0000-01-01T00:00:00Z",
    "+2026-11-22T07:00:00Z", "2026-1a-22T07:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
    "2026-11-22T07:00:00.5", "2026-11-22T07:00:00\u{0}", "2026-11-22T07:00:00+01:000", "2026-11-22T-7:00:00Z",
  ])
  func refuses(text: String) {
    #expect(seconds(text) == nil)
  }

  @Test("A reader that keeps the day reads as one that does not")
  func readsOneAfterTheOther() throws {
    let dates = [
      "2026-11-22", "2026-11-23", "2026-11-22", "2026-13-22", "2026-11-22", "\0\0\0\0\0\0\0\0\0\0", "0001-01-01",
    ]
    let rests = ["T07:00:00Z", "T23:59:60Z", "T00:00:00.25+01:00", "T24:00:00Z", "t07:00:00", "", "T00:00:00+00:01"]
    let document = written { json in
      json.array { for date in ["\0\0\0\0\0\0\0\0\0\0"] + dates { for rest in rests { json.string(date + rest) } } }
    }
    let parser = JSONParser()
    try withExtendedLifetime(parser) {
      var reader = RFC3339Reader()
      for value in try #require(try parser.parse(copying: document.utf8).array) {
        let text = try #require(value.text)
        #expect(reader.seconds(text) == RFC3339.seconds(text), "\(text)")
      }
    }
  }

  @Test func everyDayOfFourCenturiesRoundTrips() {
    var previous = ""
    for day in stride(from: RFC3339.range.lowerBound, to: RFC3339.range.upperBound, by: 86_400 * 5 + 12_345) {
      let text = RFC3339.string(day)!
      #expect(seconds(text) == Double(day))
      #expect(text > previous)
      previous = text
    }
  }

  @Test func randomTimesRoundTrip() {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let time = Int.random(in: RFC3339.range, using: &generator)
      #expect(RFC3339.string(time).flatMap(seconds) == Double(time), "seed \(seed)")
    }
  }

  @Test func writesWithinItsRangeOnly() {
    #expect(written { $0.time(1_795_330_800) } == "\"2026-11-22T07:00:00Z\"")
    #expect(written { $0.time(-1) } == "\"1969-12-31T23:59:59Z\"")
    #expect(written { $0.time(RFC3339.range.upperBound) } == "null")
    #expect(written { $0.time(.min) } == "null")
    #expect(RFC3339.string(.max) == nil)
  }
}
