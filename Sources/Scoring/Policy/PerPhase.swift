/// A value for each phase, stored in line.
public struct PerPhase<Element> {
  @usableFromInline var elements: [4 of Element]

  /// The value that `make` gives for each phase.
  @inlinable
  public init(_ make: (Phase) -> Element) {
    elements = [make(.ignore), make(.declared), make(.absolute), make(.relative)]
  }

  /// The value of `phase`.
  @inlinable
  public subscript(phase: Phase) -> Element { elements[phase.index] }
}

extension PerPhase: Sendable where Element: Sendable {}

extension PerPhase: Equatable where Element: Equatable {
  public static func == (left: PerPhase, right: PerPhase) -> Bool {
    Phase.allCases.allSatisfy { left[$0] == right[$0] }
  }
}
