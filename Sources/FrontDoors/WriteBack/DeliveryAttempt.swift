/// What an attempt to send a message came to.
public enum DeliveryAttempt: Equatable, Sendable, CustomStringConvertible {
  /// The receiver answered.
  ///
  /// - Parameters:
  ///   - status: the HTTP status.
  ///   - retryAfterSeconds: for how long it does not want to be asked again, 0 or more; nil where it does not say.
  case answered(status: Int, retryAfterSeconds: Double?)
  /// It gave no answer, for a reason that a person can read.
  case failed(String)

  /// It cannot be sent as it is, now or later, for a reason that a person can read.
  case unsendable(String)

  /// The HTTP status, if there was an answer.
  public var status: Int? {
    if case .answered(let status, _) = self { status } else { nil }
  }

  /// For how long the receiver does not want to be asked again, in seconds; nil where it does not say.
  public var retryAfterSeconds: Double? {
    if case .answered(_, let seconds) = self { seconds } else { nil }
  }

  /// What it came to, for a person.
  public var description: String {
    switch self {
    case .answered(let status, _): "the receiver answered with status \(status)"
    case .failed(let reason), .unsendable(let reason): reason
    }
  }

  /// Whether the receiver as a whole is the trouble rather than the message: it cannot be reached, fails, wants to be left
  /// alone, does not know who is asking, or has moved elsewhere.
  public var isReceiverAtFault: Bool {
    if case .unsendable = self { return false }
    guard let status else { return true }
    return status >= 500 || (300..<400).contains(status) || [401, 403, 429].contains(status)
  }
}
