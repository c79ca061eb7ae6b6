import Testing

@testable import Mathematics

/// ψ and ψ′ by mpmath with 30 digits, at exactly these doubles.
private let polygammaReferences: [(x: Double, first: Double, second: Double)] = [
  (0.0001, -10000.577051183514, 100000001.64469367),
  (0.03, -33.86225442061877, 1112.6867360264796),
  (0.2426, -4.358361853222514, 18.198210324240314),
  (1.0, -0.5772156649015329, 1.6449340668482264),
  (1.4616321449683622, -9.241265521729427e-17, 0.9676722454476212),
  (3.74, 1.1794793534628925, 0.3062681096895634),
  (9.5, 2.1977378764029494, 0.11099728846909904),
  (12.0, 2.442661679975812, 0.08690187287176838),
  (15.44, 2.704228709291247, 0.0669094532915172),
  (160.2, 5.073298688934648, 0.006261720304289643),
  (1_000_000.0, 13.815510057964191, 1.0000005000001667e-06),
]

@Suite("Polygamma functions")
struct PolygammaTests {
  @Test("agree with mpmath", arguments: polygammaReferences)
  func references(reference: (x: Double, first: Double, second: Double)) {
    let first = Polygamma.digamma(reference.x)
    #expect(abs(first - reference.first) <= 1e-14 * max(1, abs(reference.first)), "\(first)")
    let second = Polygamma.trigamma(reference.x)
    #expect(abs(second - reference.second) <= 1e-14 * reference.second, "\(second)")
  }
}
