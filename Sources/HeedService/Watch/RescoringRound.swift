import Queueing

/// What came of scoring some tickets again for one cause.
struct RescoringRound: Sendable {
  let cause: Rescorer.Cause
  /// When it was done, in the queue's time: seconds since 1970.
  let at: Double
  /// How many tickets were looked at.
  let count: Int
  /// Those of them that got another score or place.
  let moves: [Move]

  /// A ticket that got another score or place.
  struct Move: Sendable {
    let ticket: String
    let from: Standing
    let to: Standing
  }

  /// Where a ticket stands.
  struct Standing: Sendable {
    let score: Double
    let lane: Lane
    /// Its position at its desk, from 1; nil where it is with an agent already.
    let position: Int?
  }
}
