import JSON

/// Asks a service, several requests at a time on connections that stay open.
final class ReplayClient {
  private let connections: [ReplayConnection]
  /// Requests that were answered.
  private(set) var requests = 0
  /// How long their answers took together, in nanoseconds; of those that went out at once the longest counts.
  private(set) var nanoseconds: UInt64 = 0

  init(port: Int, connections count: Int = 8) throws(ReplayError) {
    var connections: [ReplayConnection] = []
    for _ in 0..<count { connections.append(try ReplayConnection(port: port)) }
    self.connections = connections
  }

  /// The answers to requests, in their order.
  func ask(_ requests: [ReplayRequest]) throws(ReplayError) -> [ReplayConnection.Answer] {
    var answers: [ReplayConnection.Answer] = []
    answers.reserveCapacity(requests.count)
    let start = MonotonicClock.now
    for first in stride(from: 0, to: requests.count, by: connections.count) {
      let part = requests[first..<min(requests.count, first + connections.count)]
      for (request, connection) in zip(part, connections) { try connection.send(request) }
      for connection in connections.prefix(part.count) { answers.append(try connection.receive()) }
    }
    nanoseconds += MonotonicClock.now - start
    self.requests += requests.count
    return answers
  }
}
