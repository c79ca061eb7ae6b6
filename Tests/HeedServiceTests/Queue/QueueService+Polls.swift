import TestSupport
import Testing

extension QueueService {
  /// An agent's claim that found no ticket and waits for one: the connection on which the answer will come.
  func waitingClaim(_ agent: String, desks: [String] = ["general"], seconds: Double = 30) throws -> Client {
    let list = desks.map { #""\#($0)""# }.joined(separator: ",")
    let body = #"{"agent":"\#(agent)","desks":[\#(list)],"wait_seconds":\#(seconds)}"#
    let client = running.client
    client.send(
      "POST /queue/claims HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)"
        + "\r\n\r\n\(body)")
    // The agent is known from when the claim was first tried.
    try eventually("the claim has come") { try send("GET", "/agents/\(agent)").status == 200 }
    return client
  }
}
