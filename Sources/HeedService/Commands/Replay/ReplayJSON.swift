import JSON

/// The results of a replay for programs: times in RFC 3339, durations in seconds, shares 0 to 1.
public struct ReplayJSON {
  private let result: ReplayResult

  /// The JSON of a result.
  public init(_ result: ReplayResult) {
    self.result = result
  }

  /// The document, indented.
  public var text: String {
    let json = JSONWriter()
    json.object {
      json.key("start").time(Int(result.start))
      json.key("end").time(Int(result.end))
      json.key("tickets").number(result.tickets)
      json.key("refused").number(result.refused)
      json.key("left_waiting").number(result.left)
      json.key("agents").number(result.agents)
      json.key("handling_seconds").number(result.handlingSeconds)
      json.key("run_seconds").number(result.seconds, decimals: 2)
      json.key("requests").number(result.requests)
      json.key("asking_seconds").number(result.askingSeconds, decimals: 2)
      json.key("tiers").array { for tier in result.tiers { write(tier, json) } }
      json.key("incidents").array { for incident in result.incidents { write(incident, json) } }
      json.key("repeats").object {
        json.key("customers").number(result.repeats.customers)
        json.key("tickets").number(result.repeats.tickets)
        json.key("told").number(result.repeats.told)
        json.key("remembered").number(result.repeats.remembered)
      }
      json.key("causes").array { for cause in result.causes { write(cause, json) } }
      json.key("moves").array { for move in result.moves { write(move, json) } }
      json.key("worst").array { for wait in result.worst { write(wait, json) } }
    }
    return json.withUnsafeBytes { String(decoding: IndentedJSON.indent($0), as: UTF8.self) } + "\n"
  }

  private func write(_ tier: ReplayResult.Tier, _ json: JSONWriter) {
    json.object {
      json.key("tier").string(tier.name)
      json.key("promise_seconds").number(tier.promiseSeconds)
      json.key("decided").number(tier.decided)
      json.key("taken").number(tier.waits.count)
      optional("p50_seconds", tier.quantile(0.5), json)
      optional("p90_seconds", tier.quantile(0.9), json)
      optional("worst_seconds", tier.quantile(1), json)
      optional("promises_kept", tier.kept, json)
    }
  }

  private func write(_ incident: ReplayResult.Incident, _ json: JSONWriter) {
    json.object {
      json.key("topic").string(incident.topic)
      json.key("started_at").time(Int(incident.startedAt))
      json.key("noticed_at").time(Int(incident.noticedAt))
      json.key("ended_at")
      if let endedAt = incident.endedAt { json.time(Int(endedAt)) } else { json.null() }
      json.key("tickets").number(incident.tickets)
      json.key("expected_tickets").number(incident.expected)
      json.key("peak_probability").number(incident.peakProbability)
    }
  }

  private func write(_ cause: ReplayResult.Cause, _ json: JSONWriter) {
    json.object {
      json.key("at").time(Int(cause.at))
      json.key("cause").string(cause.kind.rawValue)
      json.key("of").string(cause.name)
      optional("probability", cause.probability, json)
      json.key("tickets").number(cause.tickets)
      json.key("moved").number(cause.moves)
      json.key("tier_up").number(cause.tiersUp)
      json.key("tier_down").number(cause.tiersDown)
      json.key("other_desk").number(cause.desks)
    }
  }

  private func write(_ move: ReplayResult.Move, _ json: JSONWriter) {
    json.object {
      json.key("ticket").string(move.ticket)
      json.key("at").time(Int(result.causes[move.cause].at))
      json.key("cause").string(result.causes[move.cause].kind.rawValue)
      json.key("of").string(result.causes[move.cause].name)
      for (key, place) in [("from", move.from), ("to", move.to)] {
        json.key(escaping: key).object {
          json.key("tier").string(place.tier)
          json.key("desk").string(place.desk)
          json.key("score").number(place.score, decimals: 4)
          json.key("position")
          if let position = place.position { json.number(position) } else { json.null() }
        }
      }
    }
  }

  private func write(_ wait: ReplayResult.Wait, _ json: JSONWriter) {
    json.object {
      json.key("ticket").string(wait.ticket)
      json.key("tier").string(wait.tier)
      json.key("desk").string(wait.desk)
      json.key("waited_seconds").number(wait.seconds, decimals: 0)
      json.key("of_promise").number(wait.ofPromise, decimals: 4)
      json.key("moved").bool(wait.hasMoved)
    }
  }

  private func optional(_ key: StaticString, _ value: Double?, _ json: JSONWriter) {
    json.key(key)
    if let value { json.number(value, decimals: 4) } else { json.null() }
  }
}
