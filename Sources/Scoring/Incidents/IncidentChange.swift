/// What the passing of time did to an incident; the tickets on its topic are then to be scored again.
public enum IncidentChange: Equatable, Sendable {
  /// A surge was found.
  case opened(Incident)
  /// The published probability moved by 0.1 or more: up at once, down when that has lasted for as long as it takes an
  /// incident to close.
  case updated(Incident)
  /// The surge is over, or has become normal.
  case closed(Incident)

  var isOpening: Bool { if case .opened = self { true } else { false } }

  /// The incident as it stands after the change.
  public var incident: Incident {
    switch self {
    case .opened(let incident), .updated(let incident), .closed(let incident): incident
    }
  }
}
