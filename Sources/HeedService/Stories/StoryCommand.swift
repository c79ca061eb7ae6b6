import HTTPWire
import JSON
import Scoring
import Storage

/// A public post is to be watched: `POST /stories`. One that says almost the same as another is a copy of that, and what is
/// said of the copy counts for the story.
struct StoryCommand: QueueCommand {
  let post: StoryRequestDecoder.Post
  let sketch: PostSketch?
  let now: Instant

  /// What people are shown of a text.
  private static let excerptLength = 140

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    if let known = try transaction.story(id: post.id) { return try answer(.ok, known, transaction) }
    if let sketch, let id = context.nearestStory(sketch), var story = try transaction.story(id: id) {
      try transaction.addCopy(post.id, ofStory: story.id)
      context.effects.append(.copy(post.id, ofStory: story.id))
      // The first copy by somebody known says no more than the story does; one by its author may.
      if story.topic == nil, post.topic != nil {
        story.topic = post.topic
        try transaction.putStory(story)
      }
      return try answer(.created, story, transaction)
    }
    let postedAt = min(post.postedAt ?? now, now).secondsSince1970
    var story = StoredStory(id: post.id, postedAt: postedAt, time: postedAt, lastShareAt: postedAt)
    story.customer = try post.customer ?? post.author.flatMap { try transaction.customer(identity: $0)?.id }
    story.topic = post.topic
    story.url = post.url
    story.excerpt = post.text.map(Self.excerpt)
    story.sketch = sketch?.bytes
    try transaction.putStory(story)
    context.effects.append(.story(story))
    return try answer(.created, story, transaction)
  }

  private func answer(
    _ status: Status, _ story: StoredStory, _ transaction: any StoreTransaction
  ) throws -> Answer {
    let copies = try transaction.copies(ofStory: story.id)
    let location = ResponseField("Location", "/stories/" + TicketPath.encoded(story.id))
    return .json(status, fields: [location]) { json in
      json.object {
        json.key("id").string(post.id)
        json.key("story").string(story.id)
        json.key("copies").number(copies.count)
      }
    }
  }

  private static func excerpt(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count <= excerptLength ? line : line.prefix(excerptLength - 1) + "…"
  }
}
