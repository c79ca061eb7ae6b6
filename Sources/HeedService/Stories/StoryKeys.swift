import JSON

/// The tables that find the members which the bodies of requests about stories may have.
struct StoryKeys: Sendable {
  let post = JSONKeys<PostKey>()
  let share = JSONKeys<StoryShareKey>()

  /// Made once, as the tables are never freed.
  static let tables = StoryKeys()

  private init() {}
}

enum PostKey: String, CaseIterable {
  case id, text, url, topic, customer, author
  case postedAt = "posted_at"
}

enum StoryShareKey: String, CaseIterable {
  case at, id, sharer, authentic, account
}
