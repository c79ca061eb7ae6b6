/// What is to be done about a message of the outbox. The raw values are stored.
public enum MessageState: Int, CaseIterable, Sendable {
  /// It is to be sent.
  case pending = 0
  /// It was given up: it is kept for a person to look at, and holds up none behind it.
  case dead = 1
}
