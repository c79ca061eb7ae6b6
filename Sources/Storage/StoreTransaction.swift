/// What can be changed in a store. A change that what is stored does not allow throws ``StorageError/Kind/conflict``; a
/// text with U+0000 in it or a NaN throws ``StorageError/Kind/unstorable``.
public protocol StoreTransaction: StoreReading, TicketTransaction, CustomerTransaction, StoryTransaction,
  MemoryTransaction, WatchTransaction, OutboxTransaction
{}
