public import JSON

extension Notice {
  /// The notice as it is stored, and as a receiver of webhooks is sent it: the envelope that Standard Webhooks recommend.
  /// Times and seconds are whole, the score has a decimal at most. The id is not in it, but in the head of the request.
  public var json: [UInt8] {
    let json = JSONWriter(capacity: 768)
    json.object {
      json.key("type").string(event.rawValue)
      json.key("timestamp").time(Self.whole(at))
      json.key("data").object { data(json) }
    }
    return [UInt8](json.bytes)
  }

  private func data(_ json: JSONWriter) {
    // What is written is what a reader computes with, so that the same comes of it when it is written again.
    var facts = facts
    facts.promiseSeconds = facts.promiseSeconds.rounded()
    facts.lowestPromiseSeconds = facts.lowestPromiseSeconds.rounded()
    facts.headStartSeconds = facts.headStartSeconds.rounded()
    json.key("ticket").string(facts.ticket)
    json.key("state").string(facts.state.rawValue)
    json.key("score").number(facts.score, decimals: 1)
    json.key("tier").string(facts.tier)
    json.key("tier_rank").number(facts.tierRank)
    json.key("tier_count").number(facts.tierCount)
    json.key("desk").string(facts.desk)
    json.key("promise_seconds").number(facts.promiseSeconds, decimals: 0)
    json.key("lowest_promise_seconds").number(facts.lowestPromiseSeconds, decimals: 0)
    json.key("head_start_seconds").number(facts.headStartSeconds, decimals: 0)
    json.key("seconds_ahead").number(facts.secondsAhead, decimals: 0)
    if let wait = facts.suggestedWaitSeconds {
      json.key("suggested_wait_seconds").number(wait, decimals: 0)
    } else {
      json.key("suggested_wait_seconds").null()
    }
    if let position = facts.position { json.key("position").number(position) } else { json.key("position").null() }
    if let previousTier { json.key("previous_tier").string(previousTier) } else { json.key("previous_tier").null() }
    json.key("opened_at").time(Self.whole(arrivedAt))
    json.key("decided_at").time(Self.whole(facts.at))
  }

  /// Reads what ``json`` wrote; nil where it is something else.
  ///
  /// - Parameter id: what it was stored under.
  public init?(id: String, json bytes: [UInt8]) {
    let parser = JSONParser(capacity: 2048, maximumLength: 1 << 20, maximumDepth: 8)
    guard let root = try? parser.parse(copying: bytes), let notice = Notice(id: id, json: root) else { return nil }
    self = notice
  }

  /// Reads a document that ``json`` wrote; nil where it is something else.
  ///
  /// - Parameter id: what it was stored under.
  public init?(id: String, json root: JSONValue) {
    guard let event = root["type"]?.string.flatMap(Event.init(rawValue:)), let at = Self.time(root["timestamp"]),
      let data = root["data"], let facts = DecisionFacts(data), let arrivedAt = Self.time(data["opened_at"])
    else { return nil }
    self.init(
      id: id, event: event, at: at, facts: facts, arrivedAt: arrivedAt, previousTier: data["previous_tier"]?.string)
  }

  fileprivate static func time(_ value: JSONValue?) -> Double? {
    value?.text.flatMap { RFC3339.seconds($0) }
  }

  /// A time in whole seconds, within what RFC 3339 can write.
  private static func whole(_ seconds: Double) -> Int {
    let range = RFC3339.range
    guard seconds.isFinite else { return 0 }
    return Int(min(max(seconds.rounded(.down), Double(range.lowerBound)), Double(range.upperBound - 1)))
  }
}

extension DecisionFacts {
  /// Reads the `data` of a notice.
  fileprivate init?(_ data: JSONValue) {
    guard let ticket = data["ticket"]?.string, let state = data["state"]?.string.flatMap(State.init(rawValue:)),
      let score = data["score"]?.double, let tier = data["tier"]?.string, let tierRank = data["tier_rank"]?.int,
      let tierCount = data["tier_count"]?.int, let desk = data["desk"]?.string,
      let promise = data["promise_seconds"]?.double, let lowest = data["lowest_promise_seconds"]?.double,
      let headStart = data["head_start_seconds"]?.double, let at = Notice.time(data["decided_at"])
    else { return nil }
    self.init(
      ticket: ticket, state: state, score: score, tier: tier, tierRank: tierRank, tierCount: tierCount, desk: desk,
      promiseSeconds: promise, lowestPromiseSeconds: lowest, headStartSeconds: headStart,
      suggestedWaitSeconds: data["suggested_wait_seconds"]?.double, position: data["position"]?.int, at: at)
  }
}
