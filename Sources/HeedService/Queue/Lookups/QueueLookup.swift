/// Something that is looked up in the queue: state, store, or both.
protocol QueueLookup: Sendable {
  /// - Throws: what the store throws.
  func answer(_ context: QueueReader.Context) throws -> Answer
}
