import Storage

/// What a scorer may look up beside a request.
struct Recall {
  /// How customers are looked up who are not in the cache.
  enum Depth {
    /// Not at all: whoever may not wait has it done elsewhere (``Scorer/Outcome/unread``).
    case cache
    /// In the store.
    case store(any Store, CustomerLoader)
    /// Not at all, and the request is decided without: the store does not do its work.
    case nothing
  }

  let cache: CustomerCache
  /// With what watchers say.
  let snapshot: QueueSnapshot
  /// For how long an earlier contact counts as one on the same matter, in seconds.
  let repeatSeconds: Double
  let depth: Depth
}
