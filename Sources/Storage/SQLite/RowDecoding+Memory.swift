extension StoredDecision {
  /// All columns, by the order of which ``init(_:)`` reads them.
  static let selection = """
    SELECT d.id, d.number, d.ticket, d.customer, d.decided_at, d.request, d.known, d.decision FROM decisions d
    """

  init(_ row: borrowing SQLStatement) {
    self.init(
      id: row.bytes(0), number: row.integer(1), ticket: row.text(2), customer: row.optionalText(3),
      decidedAt: row.double(4), request: row.bytes(5), known: row.optionalBytes(6), decision: row.bytes(7))
  }
}

extension StoredContact {
  /// Contacts of tickets that are stored and of those that were, of which `condition` is true. Both tables have the
  /// columns that it may name: `number`, `id`, `customer`, `topic`, `story`, `channel`, `arrived_at`, `is_loud`, `state`.
  /// An order put behind can be by `arrived_at` and `number`.
  static func selection(where condition: String) -> String {
    ["tickets", "contacts"].map { table in
      """
      SELECT c.number AS number, c.id, c.customer, c.topic, c.story, c.channel, c.arrived_at AS arrived_at, c.is_loud, c.state,
        o.is_founded, o.is_company_fault, o.is_resolved, o.is_abuse, o.satisfaction, o.sentiment, o.reported_at
      FROM \(table) c LEFT JOIN outcomes o ON o.number = c.number WHERE \(condition)
      """
    }.joined(separator: " UNION ALL ")
  }

  init(_ row: borrowing SQLStatement) throws {
    guard let state = TicketState(rawValue: Int(row.integer(8))) else { throw StoredTicket.noState }
    let outcome =
      row.isNull(15)
      ? nil
      : StoredOutcome(
        isFounded: row.optionalBoolean(9), isCompanyFault: row.optionalBoolean(10),
        isResolved: row.optionalBoolean(11), isAbuse: row.optionalBoolean(12), satisfaction: row.optionalDouble(13),
        sentiment: row.optionalDouble(14), at: row.double(15))
    self.init(
      number: row.integer(0), ticket: row.text(1), customer: row.optionalText(2), topic: row.optionalText(3),
      story: row.optionalText(4), channel: row.optionalText(5), at: row.double(6), isLoud: row.boolean(7),
      state: state, outcome: outcome)
  }
}

extension StoredCustomer {
  static let selection = "SELECT c.number, c.id, c.version, c.profile, c.updated_at FROM customers c"

  init(_ row: borrowing SQLStatement) {
    self.init(
      number: row.integer(0), id: row.text(1), version: row.integer(2), profile: row.bytes(3), updatedAt: row.double(4))
  }
}

extension StoredAccount {
  static let selection = "SELECT network, handle, facts, observed_at, source FROM accounts"

  init(_ row: borrowing SQLStatement) {
    self.init(
      network: row.text(0), handle: row.text(1), facts: row.bytes(2), observedAt: row.double(3),
      source: row.optionalText(4))
  }
}

extension StoredStory {
  static let selection = """
    SELECT s.id, s.posted_at, s.time, s.shares, s.exposure, s.fresh_posts, s.sharers, s.last_share_at,
      s.published_probability, s.published_sharers, s.is_live, s.customer, s.topic, s.excerpt, s.url, s.sketch
    FROM stories s
    """

  init(_ row: borrowing SQLStatement) {
    self.init(
      id: row.text(0), postedAt: row.double(1), time: row.double(2), shares: row.double(3), exposure: row.double(4),
      freshPosts: row.double(5), sharers: Int(row.integer(6)), lastShareAt: row.double(7),
      publishedProbability: row.double(8), publishedSharers: Int(row.integer(9)), isLive: row.boolean(10),
      customer: row.optionalText(11), topic: row.optionalText(12), excerpt: row.optionalText(13),
      url: row.optionalText(14), sketch: row.optionalBytes(15))
  }
}

extension StoredIncident {
  static let selection = """
    SELECT number, topic, started_at, opened_at, ended_at, size, expected, probability, peak_probability FROM incidents
    """

  init(_ row: borrowing SQLStatement) {
    self.init(
      number: row.integer(0), topic: row.text(1), startedAt: row.double(2), openedAt: row.double(3),
      endedAt: row.optionalDouble(4), size: Int(row.integer(5)), expected: row.double(6), probability: row.double(7),
      peakProbability: row.double(8))
  }
}
