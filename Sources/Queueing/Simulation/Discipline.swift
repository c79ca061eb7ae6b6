/// Which of the waiting tickets an agent takes next.
///
/// Ties go to the ticket that was accepted first.
public enum Discipline: String, Hashable, Sendable, CaseIterable {
  /// The greatest (waited + head start)/promise. This is Heed's own order, on the very ``Line`` that the service keeps.
  case urgency
  /// First come, first served.
  case fcfs
  /// The highest tier, and within it the first that came.
  case strict
  /// The greatest priority rate · time waited: urgency without head starts if the rates are 1/promise.
  case accumulating
  /// The earliest arrival − head start + promise.
  case edd
  /// Those whose promise is used up, the earliest due date first, before all others by urgency.
  case overdueFirst = "overdue-first"

  /// Whether a ticket's head start counts.
  var creditsHeadStarts: Bool {
    switch self {
    case .urgency, .edd, .overdueFirst: true
    case .fcfs, .strict, .accumulating: false
    }
  }
}
