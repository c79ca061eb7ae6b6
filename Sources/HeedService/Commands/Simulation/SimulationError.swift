/// What is wrong with what `heed simulate` was asked, in words for who asked.
public struct SimulationError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
