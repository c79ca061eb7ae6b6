/// What can be asked of a store: of its last committed state, or within a transaction of what that has made of it.
public protocol StoreReading: TicketReading, CustomerReading, StoryReading, MemoryReading, WatchReading, OutboxReading {
}
