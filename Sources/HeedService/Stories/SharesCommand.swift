import HTTPWire
import JSON
import Scoring
import Storage

/// A story was shared: `POST /stories/{id}/shares`. Who shared it before counts no more, in whatever order shares come.
struct SharesCommand: QueueCommand {
  let id: String
  let shares: [StoryRequestDecoder.Share]
  let settings: StorySettings
  let now: Instant

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    let times = shares.map { min($0.at ?? now, now).secondsSince1970 }
    let known = try transaction.story(id: id)
    // A story that is only known from a share on begins with that.
    let start = known?.postedAt ?? times.min() ?? now.secondsSince1970
    var story = known ?? StoredStory(id: id, postedAt: start, time: start, lastShareAt: start)
    if known == nil { try transaction.putStory(story) }
    var estimator = story.estimator(settings)
    let sharers = try SharerKey(transaction)
    var (accepted, duplicates, doubtful) = (0, 0, 0)
    for index in shares.indices.sorted(by: { times[$0] < times[$1] }) {
      let share = shares[index]
      if !share.isAuthentic {
        doubtful += 1
      } else if let key = share.key,
        try !transaction.addShare(ofStory: story.id, sharer: sharers.hash(key))
      {
        duplicates += 1
      } else {
        estimator.share(at: times[index])
        story.sharers += 1
        story.lastShareAt = max(story.lastShareAt, times[index])
        accepted += 1
      }
    }
    if accepted > 0 || known == nil {
      story.keep(estimator)
      story.isLive = true
      try transaction.putStory(story)
      context.effects.append(.story(story))
      // One that was over and comes back is watched anew, with all that are copies of it.
      if known?.isLive == false {
        context.effects += try transaction.copies(ofStory: story.id).map { .copy($0, ofStory: story.id) }
      }
    }
    estimator.advance(to: now.secondsSince1970)
    return .json(known == nil ? .created : .ok) { json in
      json.object {
        json.key("story").string(story.id)
        json.key("accepted").number(accepted)
        json.key("duplicates").number(duplicates)
        json.key("not_authentic").number(doubtful)
        json.key("sharers").number(story.sharers)
        json.key("growth_probability").number(estimator.growthProbability, decimals: 4)
      }
    }
  }
}
