import FrontDoors
import JSON
import Queueing

/// News of a ticket as an event of `GET /events`.
extension TicketNews {
  func write(to json: JSONWriter) {
    json.object {
      json.key("ticket").string(ticket)
      json.key("state").string(state.rawValue)
      json.key("desk").string(lane.desk)
      json.key("tier").string(lane.tier)
      json.key("score").number(score, decimals: 4)
      json.key("promise_seconds").number(lane.promiseSeconds, decimals: 0)
      json.key("head_start_seconds").number(headStartSeconds, decimals: 3)
      json.key("arrived_at").number(arrivedAt, decimals: 3)
      json.key("number").number(Int(number))
      json.key("version").number(Int(version))
    }
  }
}
