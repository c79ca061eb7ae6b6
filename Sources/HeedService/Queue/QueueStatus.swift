import Storage

/// Whether the queue does its work.
enum QueueStatus: Equatable, Sendable {
  /// The store is being opened, and the line read from it.
  case opening
  /// All is well.
  case ready
  /// The store could not be opened, or the last transaction failed. It is tried again every second.
  case failing(StorageError)
  /// The service has stopped, and let go of the store.
  case stopped

  /// What is wrong, as a sentence; nil where nothing is.
  var reason: String? {
    switch self {
    case .opening: "the queue is being read from the store"
    case .ready: nil
    case .failing(let error): error.detail
    case .stopped: "the service is stopping"
    }
  }
}
