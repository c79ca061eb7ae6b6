/// What is wrong with what `heed backtest` was asked, in words for who asked.
public struct BacktestError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
