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

  /// Calls the body with each factor and its value, in the order of ``Factor/allCases``. The values are lent, where the
  /// subscript of a value within another may copy all of them.
  @inlinable
  public borrowing func forEach(_ body: (Factor, borrowing Element) -> Void) {
    for factor in Factor.allCases { body(factor, elements[factor.index]) }
  }
}

extension PerFactor: Sendable where Element: Sendable {}

extension PerFactor: Equatable where Element: Equatable {
  public static func == (left: PerFactor, right: PerFactor) -> Bool {
    Factor.allCases.allSatisfy { left[$0] == right[$0] }
  }
}
