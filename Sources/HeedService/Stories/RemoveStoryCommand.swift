import HTTPWire
import Storage

/// A story is forgotten: `DELETE /stories/{id}`.
struct RemoveStoryCommand: QueueCommand {
  let id: String

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard let story = try transaction.story(id: id), try transaction.removeStory(id: story.id) else {
      return Answer(.unknownStory)
    }
    context.effects.append(.storyGone(id: story.id))
    return Answer(head: ResponseHead(.noContent), body: [])
  }
}

extension Problem {
  static let unknownStory = Problem(kind: .notFound, status: 404, detail: "no story of that id is known")
}
