import JSON
import Queueing
import Scoring
import Storage

/// The line as it is beside the line as another policy would have it.
struct LineComparison {
  /// Where a policy puts a ticket.
  struct Standing: Equatable {
    var lane: Lane
    var score: Double
    var headStartSeconds: Double
  }

  fileprivate struct Row {
    let id: String
    let number: Int64
    let arrivedAt: Double
    let before: Standing
    let after: Standing
    /// Places among those of the desk that were looked at, from 1.
    var place = 0
    var otherPlace = 0
  }

  /// How many wait, of those asked for.
  let waiting: Int
  /// The time whose order is shown, in seconds since 1970.
  let time: Double
  private var rows: [Row] = []

  init(waiting: Int, at time: Double) {
    self.waiting = waiting
    self.time = time
  }

  /// - Parameters:
  ///   - before: under the policy in force, if the ticket were scored now.
  ///   - after: under the other one.
  mutating func add(_ ticket: StoredTicket, before: Standing, after: Standing) {
    let stands = Standing(lane: ticket.lane, score: ticket.score, headStartSeconds: ticket.headStartSeconds)
    // A ticket stands where it was put when it was scored last. What time has changed since is not the policy's doing.
    rows.append(
      Row(
        id: ticket.id, number: ticket.number, arrivedAt: ticket.arrivedAt, before: stands,
        after: before == after ? stands : after))
  }

  /// Gives all their places.
  mutating func rank() {
    rank(\.before, \.place)
    rank(\.after, \.otherPlace)
  }

  private mutating func rank(_ standing: KeyPath<Row, Standing>, _ place: WritableKeyPath<Row, Int>) {
    let keys = rows.map { row in
      let (lane, arrived) = (row[keyPath: standing].lane, row.arrivedAt)
      return (time - arrived + row[keyPath: standing].headStartSeconds) / lane.promiseSeconds
    }
    let order = rows.indices.sorted {
      (keys[$1], rows[$0].number) < (keys[$0], rows[$1].number)
    }
    var counts: [String: Int] = [:]
    for index in order {
      let count = counts[rows[index][keyPath: standing].lane.desk, default: 0] + 1
      counts[rows[index][keyPath: standing].lane.desk] = count
      rows[index][keyPath: place] = count
    }
  }
}

// What is told.
extension LineComparison {
  func write(to json: JSONWriter, limit: Int, _ other: OtherPolicy, warnings: [FieldProblem]) {
    let moved = rows.filter { $0.isMoved }
    json.object {
      json.key("as_of").time(Int(time))
      json.key("waiting").number(waiting)
      json.key("looked_at").number(rows.count)
      json.key("policy").object {
        json.key("name").string(other.policy.policy.name)
        json.key("phase").string(other.policy.policy.settings.phase.rawValue)
      }
      json.key("changed_tiers").number(rows.count { $0.before.lane.tier != $0.after.lane.tier })
      json.key("moved").number(moved.count)
      json.key("tiers").array {
        for tier in other.policy.policy.settings.tiers {
          json.object {
            json.key("tier").string(tier.name)
            json.key("before").number(rows.count { $0.before.lane.tier == tier.name })
            json.key("after").number(rows.count { $0.after.lane.tier == tier.name })
          }
        }
      }
      json.key("cautions").array { for caution in other.cautions { json.string(caution) } }
      json.key("moves").array {
        for row in moved.sorted(by: Row.isGreater).prefix(limit) { row.write(to: json) }
      }
      if !warnings.isEmpty { json.key("warnings").problems(warnings) }
    }
  }
}

extension LineComparison.Row {
  var isMoved: Bool { place != otherPlace || before.lane != after.lane }

  /// Those first that change their tier, and of them those that move furthest.
  static func isGreater(_ one: Self, _ other: Self) -> Bool {
    let (first, second) = (one.weight, other.weight)
    return first == second ? one.number < other.number : first > second
  }

  private var weight: Int {
    (before.lane.tier != after.lane.tier ? 1_000_000 : 0) + abs(place - otherPlace)
  }

  func write(to json: JSONWriter) {
    json.object {
      json.key("ticket").string(id)
      json.key("tier").object {
        json.key("before").string(before.lane.tier)
        json.key("after").string(after.lane.tier)
      }
      json.key("desk").object {
        json.key("before").string(before.lane.desk)
        json.key("after").string(after.lane.desk)
      }
      json.key("score").object {
        json.key("before").number(before.score, decimals: 4)
        json.key("after").number(after.score, decimals: 4)
      }
      json.key("position").object {
        json.key("before").number(place)
        json.key("after").number(otherPlace)
      }
    }
  }
}
