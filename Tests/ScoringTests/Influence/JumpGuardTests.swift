import Testing

@testable import Scoring

@Suite("Jump guard")
struct JumpGuardTests {
  private let hour = 3600.0

  @Test(
    "believes growth, not a jump, in either direction",
    arguments: [
      (1000, 1000, false), (1000, 5000, false), (1000, 9900, false), (1000, 10_100, true), (10_100, 1000, true),
      (1000, 0, true), (0, 8, false), (0, 9, true), (0, 0, false), (5, -1, true), (0, .max, true),
    ])
  func changes(old: Int, new: Int, isImplausible: Bool) {
    #expect(JumpGuard.standard.isImplausible(from: old, to: new, elapsed: hour) == isImplausible)
  }

  @Test("only within its period, and in doubt within")
  func period() {
    let jump = JumpGuard.standard
    #expect(jump.isImplausible(from: 10, to: 10_000, elapsed: 86_400))
    #expect(!jump.isImplausible(from: 10, to: 10_000, elapsed: 86_401))
    #expect(!jump.isImplausible(from: 10, to: 10_000, elapsed: .infinity))
    #expect(jump.isImplausible(from: 10, to: 10_000, elapsed: .nan))
    #expect(jump.isImplausible(from: 10, to: 10_000, elapsed: -5))
    #expect(jump.isImplausible(from: 10, to: -1, elapsed: 1e9))
  }

  @Test("refuses parameters out of range, by name")
  func parameters() throws {
    #expect { try JumpGuard(threshold: 0, period: 1) } throws: { ($0 as? ParameterError)?.parameter == "threshold" }
    #expect { try JumpGuard(threshold: 2, period: .nan) } throws: { ($0 as? ParameterError)?.parameter == "period" }
    #expect(try JumpGuard(threshold: 2.3, period: 86_400) == .standard)
  }
}
