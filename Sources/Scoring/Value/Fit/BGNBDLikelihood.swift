// swift-format-ignore-file: AlwaysUseLowerCamelCase

import Mathematics
import RealModule

/// The log-likelihood of BG/NBD with its first and second derivatives by r, α, a and b.
///
/// Source: Fader, Hardie & Lee (2005), equation 6. A customer's likelihood is
/// [B(a, b+x)/B(a, b)]·[Γ(r+x)/Γ(r)]·αʳ·{(α+T)^−(r+x) + [x>0]·(a/(b+x−1))·(α+t_x)^−(r+x)}. As x is a whole number the
/// quotients of gamma functions are products, Γ(r+x)/Γ(r) = r(r+1)…(r+x−1) and B(a, b+x)/B(a, b) = Π (b+j)/(a+b+j), so
/// that over all customers each factor counts as often as customers have bought more than j times again. Their
/// derivatives are sums of reciprocals, without a loss of digits however small r is.
struct BGNBDLikelihood {
  /// Customers alike: a step of the search costs as much as there are different histories.
  private struct Group {
    let x: Double
    let tx: Double
    let T: Double
    let count: Double
  }

  private let groups: [Group]
  /// At j, the customers with more than j repeat purchases.
  private let buyers: [Double]

  /// A likelihood of these histories, all of which must be possible.
  init(_ histories: [PurchaseHistory]) {
    struct Key: Hashable {
      let x: Int
      let tx: Double
      let T: Double
    }
    var counts: [Key: Int] = [:]
    for history in histories {
      counts[Key(x: history.x, tx: history.x == 0 ? 0 : history.tx, T: history.T), default: 0] += 1
    }
    // In an order of their own, as that of a dictionary changes from run to run, and with it the rounding of sums.
    groups = counts.sorted { ($0.key.x, $0.key.tx, $0.key.T) < ($1.key.x, $1.key.tx, $1.key.T) }
      .map { Group(x: Double($0.key.x), tx: $0.key.tx, T: $0.key.T, count: Double($0.value)) }
    var buyers = Array(repeating: 0.0, count: histories.map(\.x).max() ?? 0)
    for history in histories where history.x > 0 { buyers[history.x - 1] += 1 }
    for index in buyers.indices.dropLast().reversed() { buyers[index] += buyers[index + 1] }
    self.buyers = buyers
  }

  /// The sum over all customers at r, α, a, b, all greater than zero.
  func shape(at parameters: [Double]) -> NewtonMaximizer.Shape {
    let (r, alpha, a, b) = (parameters[0], parameters[1], parameters[2], parameters[3])
    var shape = products(r, a, b)
    for group in groups { add(group, r, alpha, a, b, to: &shape) }
    return shape
  }

  /// ln Π (r+j) + ln Π (b+j)/(a+b+j).
  private func products(_ r: Double, _ a: Double, _ b: Double) -> NewtonMaximizer.Shape {
    var value = 0.0
    var (byR, byA, byB) = (0.0, 0.0, 0.0)
    var (rr, aa, bb) = (0.0, 0.0, 0.0)
    for (index, count) in buyers.enumerated() {
      let j = Double(index)
      let (inR, inB, inSum) = (1 / (r + j), 1 / (b + j), 1 / (a + b + j))
      value += count * (.log(r + j) - .log(onePlus: a * inB))
      byR += count * inR
      byA -= count * inSum
      byB += count * a * inB * inSum
      rr -= count * inR * inR
      aa += count * inSum * inSum
      bb += count * (inSum * inSum - inB * inB)
    }
    var hessian = SymmetricMatrix(size: 4)
    hessian[0, 0] = rr
    hessian[2, 2] = aa
    hessian[2, 3] = aa
    hessian[3, 3] = bb
    return NewtonMaximizer.Shape(value: value, gradient: [byR, 0, byA, byB], hessian: hessian)
  }

  /// ln αʳ(α+T)^−(r+x) + ln(1 + eᴰ), where eᴰ are the odds that the customer has left.
  @inline(__always)
  private func add(
    _ group: Group, _ r: Double, _ alpha: Double, _ a: Double, _ b: Double, to shape: inout NewtonMaximizer.Shape
  ) {
    let (x, n) = (group.x, group.count)
    let past = 1 / (alpha + group.T)
    let length = Double.log(onePlus: group.T / alpha)
    shape.value -= n * (r * length + x * .log(alpha + group.T))
    shape.gradient[0] -= n * length
    shape.gradient[1] += n * (r / alpha - (r + x) * past)
    shape.hessian[0, 1] += n * (1 / alpha - past)
    shape.hessian[1, 1] += n * ((r + x) * past * past - r / (alpha * alpha))
    guard x > 0 else { return }
    let active = 1 / (alpha + group.tx)
    let silence = Double.log(onePlus: (group.T - group.tx) * active)
    let left = b + x - 1
    let odds = .log(a) - .log(left) + (r + x) * silence
    let share = odds >= 0 ? 1 / (1 + Double.exp(-odds)) : Double.exp(odds) / (1 + Double.exp(odds))
    shape.value += n * (max(odds, 0) + .log(onePlus: .exp(-odds.magnitude)))
    // ln(1 + eᴰ) has the derivatives w·D′ and w·D″ + w(1−w)·D′D′ᵀ, w = eᴰ/(1+eᴰ).
    let slope = (silence, (r + x) * (past - active), 1 / a, -1 / left)
    let weight = n * share
    let spread = n * share * (1 - share)
    shape.gradient[0] += weight * slope.0
    shape.gradient[1] += weight * slope.1
    shape.gradient[2] += weight * slope.2
    shape.gradient[3] += weight * slope.3
    shape.hessian[0, 0] += spread * slope.0 * slope.0
    shape.hessian[0, 1] += spread * slope.0 * slope.1 + weight * (past - active)
    shape.hessian[0, 2] += spread * slope.0 * slope.2
    shape.hessian[0, 3] += spread * slope.0 * slope.3
    shape.hessian[1, 1] += spread * slope.1 * slope.1 + weight * (r + x) * (active * active - past * past)
    shape.hessian[1, 2] += spread * slope.1 * slope.2
    shape.hessian[1, 3] += spread * slope.1 * slope.3
    shape.hessian[2, 2] += spread * slope.2 * slope.2 - weight * slope.2 * slope.2
    shape.hessian[2, 3] += spread * slope.2 * slope.3
    shape.hessian[3, 3] += spread * slope.3 * slope.3 + weight * slope.3 * slope.3
  }
}
