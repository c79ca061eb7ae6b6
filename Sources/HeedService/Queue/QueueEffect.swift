import Storage

/// What follows from a change once it is durable.
enum QueueEffect: Equatable, Sendable {
  /// A customer asked for attention.
  case contact(topic: String, at: Double)
  /// Something of a customer was changed: what is kept in memory is old.
  case customer(id: String)
  /// An identity is another's now, or nobody's.
  case identity(String)
  /// Those of a customer's tickets that wait are to be scored again.
  case rescore(customer: String)
  /// A story began or was shared.
  case story(StoredStory)
  /// A post is a copy of a story.
  case copy(String, ofStory: String)
  /// A story is watched no longer.
  case storyGone(id: String)
  /// A customer's stories are nobody's.
  case storiesWithoutAuthor(customer: String)
  /// What watchers have to say was stored; and the numbers of the incidents that are open, by topic.
  case published([WatchChange], incidents: [String: Int64])
  /// A ticket came, was scored again, or went.
  case ticket(TicketNews)
  /// There is something to be sent to other systems.
  case outbox
  /// Messages are to be sent again: somebody says that their receivers are back.
  case outboxRevived(target: String)
  /// What was erased is to leave the files.
  case scrub
}

extension QueueContext {
  /// Has those forget what they know of a customer who keep it in memory.
  mutating func forget(customer id: String?) {
    if let id { effects.append(.customer(id: id)) }
  }
}
