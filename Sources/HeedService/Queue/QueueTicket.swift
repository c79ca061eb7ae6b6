import JSON
import Queueing
import Storage

/// A ticket of the queue as it is answered: where it is, how long it still waits, and the decision that put it there.
struct QueueTicket {
  let stored: StoredTicket
  /// How long it waits from now on; nil where it does not wait.
  let wait: Wait?
  /// The queue's time, in seconds since 1970.
  let now: Double

  /// - Parameter includesDecision: whether the decision is shown, which is most of it.
  func write(to json: JSONWriter, includesDecision: Bool = true) {
    json.object {
      json.key("ticket").string(stored.id)
      json.key("state").string(stored.state.name)
      json.key("tier").string(stored.lane.tier)
      json.key("desk").string(stored.lane.desk)
      json.key("score").number(stored.score, decimals: 4)
      json.key("promise_seconds").number(stored.lane.promiseSeconds, decimals: 0)
      json.key("head_start_seconds").number(stored.headStartSeconds, decimals: 0)
      json.key("arrived_at").time(Int(stored.arrivedAt))
      json.key("waited_seconds").number(waitedSeconds, decimals: 1)
      json.key("urgency").number((waitedSeconds + stored.headStartSeconds) / stored.lane.promiseSeconds, decimals: 4)
      json.key("version").number(Int(stored.version))
      json.key("attempts").number(stored.attempts)
      if let wait { json.key("wait").wait(wait) }
      if let lease = stored.lease { json.key("claim").claim(lease) }
      if let finishedAt = stored.finishedAt { json.key("finished_at").time(Int(finishedAt)) }
      if includesDecision {
        json.key("decision")
        stored.decision.withUnsafeBytes { json.raw($0) }
      }
    }
  }

  /// How long it has waited, or had when its last claim or it itself ended that.
  private var waitedSeconds: Double {
    let end =
      switch stored.state {
      case .waiting: now
      case .leased, .done: stored.lease?.leasedAt ?? now
      case .abandoned: stored.finishedAt ?? now
      }
    return max(0, end - stored.arrivedAt)
  }

  /// Tells answers apart in which more than the passing of time differs.
  var tag: TicketTag {
    var hash: UInt64 = 0xA076_1D64_78BD_642F
    func mix(_ number: Double?) {
      hash = (hash ^ (number ?? -1).bitPattern).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15).high ^ hash &* 31
    }
    mix(Double(stored.state.rawValue))
    mix(Double(stored.attempts))
    mix(wait?.position.map(Double.init))
    mix(wait?.p50Seconds?.rounded())
    mix(wait?.p90Seconds?.rounded())
    mix(stored.lease.map { Double($0.fence) })
    mix(stored.lease?.leasedUntil)
    return TicketTag(version: stored.version, mark: hash)
  }
}

extension TicketState {
  /// The name in answers.
  var name: StaticString {
    switch self {
    case .waiting: "waiting"
    case .leased: "leased"
    case .done: "done"
    case .abandoned: "abandoned"
    }
  }
}

extension JSONWriter {
  /// Writes how long a ticket waits.
  func wait(_ wait: Wait) {
    object {
      key("suggested_seconds").optional(wait.suggestedSeconds)
      key("p50_seconds").optional(wait.p50Seconds)
      key("p90_seconds").optional(wait.p90Seconds)
      if let position = wait.position { key("position").number(position) } else { key("position").null() }
      key("basis").string(wait.basis.rawValue)
    }
  }

  /// Writes who has a ticket, and until when.
  func claim(_ lease: StoredLease) {
    object {
      key("fence").number(Int(lease.fence))
      key("agent").string(lease.agent)
      key("leased_at").time(Int(lease.leasedAt))
      key("leased_until").time(Int(lease.leasedUntil))
    }
  }

  /// Writes whole seconds, or `null`.
  func optional(_ seconds: Double?) {
    if let seconds { number(seconds, decimals: 0) } else { null() }
  }
}
