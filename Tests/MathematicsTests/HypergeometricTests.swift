import TestSupport
import Testing

import Mathematics

@Suite("Hypergeometric function")
struct HypergeometricTests {
  @Test("agrees with mpmath to a relative 1e-9", arguments: hypergeometricReferences.indices)
  func references(index: Int) throws {
    let (a, b, c, z, expected) = hypergeometricReferences[index]
    let value = try #require(Hypergeometric.gauss(a, b, c, z))
    #expect(abs(value - expected) <= 1e-9 * abs(expected), "2F1(\(a), \(b); \(c); \(z)) = \(value), not \(expected)")
  }

  @Test("refuses what lies outside the domain")
  func domain() {
    #expect(Hypergeometric.gauss(1, 1, 2, 1) == nil)
    #expect(Hypergeometric.gauss(1, 1, 2, -0.1) == nil)
    #expect(Hypergeometric.gauss(1, 1, 2, .nan) == nil)
    #expect(Hypergeometric.gauss(1, 1, 0, 0.5) == nil)
    #expect(Hypergeometric.gauss(1, .infinity, 2, 0.5) == nil)
    #expect(Hypergeometric.gauss(.nan, 1, 2, 0.5) == nil)
    #expect(Hypergeometric.gauss(500, 500, 500.5, 0.99) == nil, "about 1e1000 overflows")
  }

  @Test("the excess is smooth where the plain quotient is 0/0")
  func removableSingularities() throws {
    // At q = 0 the excess is that of the limit: near it, it may differ by no more than the distance.
    for z in [0.3, 0.95] {
      let limit = try #require(Hypergeometric.excess(1.5, 0, 3, z, complement: 1 - z))
      let near = try #require(Hypergeometric.excess(1.5, 1e-10, 3, z, complement: 1 - z))
      #expect(abs(limit - near) < 1e-8)
      let origin = try #require(Hypergeometric.excess(1.5, 0.5, 0, z, complement: 1 - z))
      let beside = try #require(Hypergeometric.excess(1.5, 0.5, 1e-10, z, complement: 1 - z))
      #expect(abs(origin - beside) < 1e-6)
    }
  }

  @Test("satisfies Gauss's contiguous relation for random parameters")
  func contiguous() throws {
    var generator = SeededGenerator()
    for _ in 0..<2000 {
      let a = generator.logUniform(0.01...30)
      let b = generator.logUniform(0.01...30)
      let c = generator.logUniform(0.1...60)
      let z = Double.random(in: 0...0.995, using: &generator)
      let middle = try #require(Hypergeometric.gauss(a, b, c, z))
      let next = try #require(Hypergeometric.gauss(a, b, c + 1, z))
      let right = try #require(Hypergeometric.gauss(a + 1, b, c + 1, z))
      // a·F(a+1; c+1) − c·F(a; c) + (c−a)·F(a; c+1) = 0
      let scale = abs(a * right) + abs(c * middle) + abs((c - a) * next)
      #expect(
        abs(a * right - c * middle + (c - a) * next) <= 1e-9 * scale, "\(a) \(b) \(c) \(z), \(generator)")
    }
  }
}
