/// What became of a message, to be stored.
struct DeliveryOutcome: Equatable, Sendable {
  enum Result: Equatable, Sendable {
    /// The receiver took it.
    case delivered
    /// It is to be sent again at a time, in seconds since 1970.
    case retry(at: Double, error: String)
    /// It is given up.
    case dead(error: String)
  }

  /// The message's number.
  let number: Int64
  let id: String
  let target: String
  let ticket: String
  /// When the attempt ended, in seconds since 1970.
  let at: Double
  /// What the receiver answered.
  let status: Int?
  let result: Result
}
