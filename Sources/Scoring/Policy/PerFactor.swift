/// A value for each factor, stored in line: reading or making one allocates nothing.
public struct PerFactor<Element> {
  @usableFromInline var elements: [7 of Element]

  /// The same value for each factor.
  @inlinable
  public init(repeating element: Element) {
    elements = InlineArray(repeating: element)
  }

  /// The value of `factor`.
  @inlinable
  public subscript(factor: Factor) -> Element {
    get { elements[factor.index] }
    set { elements[factor.index] = newValue }
  }
}

extension PerFactor: Sendable where Element: Sendable {}

extension PerFactor: Equatable where Element: Equatable {
  public static func == (left: PerFactor, right: PerFactor) -> Bool {
    Factor.allCases.allSatisfy { left[$0] == right[$0] }
  }
}
