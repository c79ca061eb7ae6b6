public import JSON

/// The part of an answer that has a decision in the fields of other systems, under the names that their documentation
/// has, so that they can be copied without a calculation.
public enum AdaptersBlock {
  /// Writes the object that is the member `adapters`; the key is the caller's to write.
  ///
  /// The common unit is `seconds_ahead`: the whole seconds by which a ticket is to be treated as if it had come earlier,
  /// (promise of the lowest tier − promise of the tier) + head start. Systems that order by time take that, so that
  /// nobody who came long before is passed for ever; those that only have priorities get the tier's.
  ///
  /// - Parameters:
  ///   - badge: The address of the ticket's badge, where there is one.
  ///   - only: The systems to write; nil is all.
  ///   - json: Where a value is to follow.
  public static func write(
    _ facts: DecisionFacts, badge: String? = nil, only: Set<AdapterSystem>? = nil, to json: JSONWriter
  ) {
    json.object {
      json.key("seconds_ahead").number(facts.secondsAhead.whole)
      if let badge { json.key("badge").string(badge) }
      for system in AdapterSystem.allCases where only?.contains(system) ?? true {
        json.key(escaping: system.rawValue).object { write(facts, for: system, to: json) }
      }
    }
  }

  /// Writes the members of a system's object.
  private static func write(_ facts: DecisionFacts, for system: AdapterSystem, to json: JSONWriter) {
    switch system {
    // mod_callcenter orders by score: seconds waited and this.
    case .freeswitch: json.key("cc_base_score").number(facts.secondsAhead.whole)
    // Strictly by priority, the greatest first; whole numbers only.
    case .asterisk: json.key("QUEUE_PRIO").number(PriorityNumber.percent(for: facts))
    case .kamailio: writeHeaders(facts, to: json)
    // A point moves the arrival back by a minute.
    case .genesys: json.key("priority").number((facts.secondsAhead / 60).whole)
    case .amazonConnect: writeAmazonConnect(facts, to: json)
    case .twilio: writeTwilio(facts, to: json)
    case .salesforce: writeTime("CustomRequestedDateTime", facts, to: json)
    case .zendesk: json.key("priority").string(PriorityNames.zendesk.name(for: facts))
    case .chatwoot: json.key("priority").string(PriorityNames.chatwoot.name(for: facts))
    case .zammad: json.key("priority").string(PriorityNames.zammad.name(for: facts))
    case .requestTracker: json.key("Priority").number(PriorityNumber.percent(for: facts))
    }
  }

  /// Header fields for the INVITE that goes on; texts, as they are all that a header has.
  private static func writeHeaders(_ facts: DecisionFacts, to json: JSONWriter) {
    json.key("X-Heed-Tier").string(facts.tier.oneLine)
    json.key("X-Heed-Desk").string(facts.desk.oneLine)
    json.key("X-Heed-Score").string("\(facts.score.whole)")
    json.key("X-Heed-Seconds").string("\(facts.secondsAhead.whole)")
  }

  /// Seconds are added to the routing age: positive ones move a contact forward. Of the priorities, 1 is the most urgent,
  /// and 5 what contacts have of themselves. A request may have one of the two, not both.
  private static func writeAmazonConnect(_ facts: DecisionFacts, to json: JSONWriter) {
    json.key("QueueTimeAdjustmentSeconds").number(facts.secondsAhead.whole)
    json.key("QueuePriority").number(facts.tierRank + 1)
  }

  /// TaskRouter goes strictly by the priority, the greatest first, and then by the virtual start time: without the
  /// first, nobody is passed for ever.
  private static func writeTwilio(_ facts: DecisionFacts, to json: JSONWriter) {
    json.key("Priority").number(PriorityNumber.level(for: facts))
    writeTime("VirtualStartTime", facts, to: json)
  }

  /// Writes when the ticket is to count as having come, in ISO 8601; nothing where there is no such time.
  private static func writeTime(_ name: StaticString, _ facts: DecisionFacts, to json: JSONWriter) {
    // Rounded down: TaskRouter refuses what is in the future.
    let time = (facts.at - facts.secondsAhead).rounded(.down)
    guard let seconds = Int(exactly: time), RFC3339.range.contains(seconds) else { return }
    json.key(name).time(seconds)
  }
}
