import Queueing

/// The queue as it was after a commit, for all threads to look at.
final class QueueSnapshot: Sendable {
  let state: QueueState
  let outlook: Outlook
  /// Forecasts of tickets that would come now.
  let table: ForecastTable
  /// The desks that ever had a ticket or an agent, as far as is remembered.
  let desks: Set<String>
  let figures: QueueFigures
  /// What watchers of topics and stories say.
  let readings: Readings
  /// How many customers are stored, as of a moment ago.
  let customers: Int

  init(
    state: QueueState, outlook: Outlook, table: ForecastTable, desks: Set<String>, figures: QueueFigures,
    readings: Readings, customers: Int
  ) {
    self.state = state
    self.outlook = outlook
    self.table = table
    self.desks = desks
    self.figures = figures
    self.readings = readings
    self.customers = customers
  }

  /// Of a queue that has not been read from the store.
  static func empty(_ configuration: QueueConfiguration) -> QueueSnapshot {
    let context = QueueContext(configuration)
    return QueueSnapshot(
      state: context.state, outlook: context.outlook, table: .empty, desks: [], figures: context.figures,
      readings: Readings(), customers: 0)
  }

  var line: Line { state.line }
}

extension ForecastTable {
  /// Without a forecast.
  static let empty = ForecastTable(outlook: Outlook(), line: Line(), lanes: [], at: 0)
}
