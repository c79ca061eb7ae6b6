extension SQLiteTransaction {
  func putStory(_ story: StoredStory) throws {
    try operation {
      try check(story.id, story.customer, story.topic, story.excerpt, story.url)
      try check(
        numbers: story.postedAt, story.time, story.shares, story.exposure, story.freshPosts, story.lastShareAt,
        story.publishedProbability)
      try change(
        """
        INSERT INTO stories (id, posted_at, time, shares, exposure, fresh_posts, sharers, last_share_at,
          published_probability, published_sharers, is_live, customer, topic, excerpt, url, sketch)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET posted_at = excluded.posted_at, time = excluded.time, shares = excluded.shares,
          exposure = excluded.exposure, fresh_posts = excluded.fresh_posts, sharers = excluded.sharers,
          last_share_at = excluded.last_share_at, published_probability = excluded.published_probability,
          published_sharers = excluded.published_sharers, is_live = excluded.is_live, customer = excluded.customer,
          topic = excluded.topic, excerpt = excluded.excerpt, url = excluded.url, sketch = excluded.sketch
        """,
        [
          story.id, story.postedAt, story.time, story.shares, story.exposure, story.freshPosts, story.sharers,
          story.lastShareAt, story.publishedProbability, story.publishedSharers, story.isLive, story.customer,
          story.topic, story.excerpt, story.url, story.sketch,
        ])
    }
  }

  func addCopy(_ copy: String, ofStory id: String) throws {
    try operation {
      try check(copy)
      let story = try storyNumber(id)
      let isNew = try changes(
        "INSERT INTO story_copies (copy, story) VALUES (?, ?) ON CONFLICT (copy) DO NOTHING", [copy, story])
      if isNew { return }
      guard try first("SELECT 1 FROM story_copies WHERE copy = ? AND story = ?", [copy, story], { _ in true }) != nil
      else { throw StorageError.conflict("the post \(copy) is known as a copy of another story") }
    }
  }

  func addShare(ofStory id: String, sharer: Int64) throws -> Bool {
    try operation {
      try changes(
        "INSERT INTO story_shares (story, sharer) VALUES (?, ?) ON CONFLICT DO NOTHING", [try storyNumber(id), sharer])
    }
  }

  func removeStory(id: String) throws -> Bool {
    try operation {
      guard !id.utf8.contains(0), let number = try findStory(id) else { return false }
      try removeStory(number: number)
      return true
    }
  }

  func pruneStories(sharedBefore: Double, limit: Int) throws -> Int {
    try operation {
      let old = try all(
        """
        SELECT number FROM stories WHERE last_share_at < ? AND is_live = 0 ORDER BY last_share_at, number LIMIT ?
        """, [sharedBefore, max(0, limit)]
      ) { row in row.integer(0) }
      for number in old { try removeStory(number: number) }
      return old.count
    }
  }

  private func removeStory(number: Int64) throws {
    for table in ["story_copies", "story_shares"] { _ = try changes("DELETE FROM \(table) WHERE story = ?", [number]) }
    try change("DELETE FROM stories WHERE number = ?", [number])
  }

  private func findStory(_ id: String) throws -> Int64? {
    try first("SELECT number FROM stories WHERE id = ?", [id]) { row in row.integer(0) }
  }

  private func storyNumber(_ id: String) throws -> Int64 {
    try check(id)
    guard let number = try findStory(id) else { throw StorageError.conflict("no story has the id \(id)") }
    return number
  }
}
