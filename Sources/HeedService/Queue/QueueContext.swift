import Queueing
import Storage

/// What commands work on: the queue's state, and a transaction that makes the same of the store. If the transaction
/// fails, the state before it is gone back to, so that the two never differ.
struct QueueContext {
  var state: QueueState
  var figures: QueueFigures
  /// The desks that ever had a ticket or an agent.
  var desks: Set<String>
  let settings: QueueConfiguration
  /// What the commands of a transaction have those do who watch, once it is durable.
  var effects: [QueueEffect] = []
  /// Reads what is stored of customers.
  let decoder: CustomerDecoder
  /// Other systems that are told of changes; nil where there are none.
  var outgoing: OutgoingNotices?
  /// Those who watch; nil before the store is open.
  var watchers: Watchers?
  /// The rates as they were a moment ago, for forecasts.
  var outlook: Outlook

  /// The queue's time at this transaction, in seconds since 1970.
  var now = 0.0
  /// By how many seconds the clock was put forward when this was read from the store.
  var clockLeapSeconds = 0.0

  /// With nobody in it.
  init(_ settings: QueueConfiguration) {
    decoder = CustomerDecoder()
    self.settings = settings
    var forecasts = ForecastSettings()
    forecasts.handlingSeconds = settings.handlingSeconds
    state = QueueState(rates: RateEstimators(settings: forecasts))
    figures = QueueFigures()
    desks = []
    outlook = Outlook()
  }
}
