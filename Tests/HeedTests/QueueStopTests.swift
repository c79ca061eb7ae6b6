import Foundation
import Synchronization
import TestSupport
import Testing

/// SIGTERM while tickets come in: what was acknowledged is there afterwards.
@Suite("A queue that is stopped under load", .serialized)
struct QueueStopTests {
  /// Enqueues tickets without a pause until the service answers no more.
  /// - Returns: those that were acknowledged.
  private func load(_ port: Int, clients: Int, _ body: () throws -> Void) rethrows -> [String] {
    let acknowledged = Mutex<[String]>([])
    let group = DispatchGroup()
    for client in 0..<clients {
      DispatchQueue(label: "client \(client)").async(group: group) {
        var connection = Client(port: port)
        for number in 0..<100_000 {
          let id = "\(client)-\(number)"
          guard let answer = connection.post("/queue", [UInt8](#"{"ticket":{"id":"\#(id)"}}"#.utf8)) else { return }
          if answer.status == 201 { acknowledged.withLock { $0.append(id) } }
          if answer.has("Connection: close") { connection = Client(port: port) }
        }
      }
    }
    try body()
    group.wait()
    return acknowledged.withLock { $0 }
  }

  @Test("loses nothing that it acknowledged, and lets go of the data")
  func drain() throws {
    let folder = try TemporaryFolder()
    let first = try ServiceProcess(["--data", folder.path("data")])
    let acknowledged = load(first.port, clients: 4) {
      usleep(300_000)
      #expect(first.stop() == 0)
    }
    #expect(!acknowledged.isEmpty)
    let second = try ServiceProcess(["--data", folder.path("data")])
    let client = Client(port: second.port)
    for id in acknowledged { #expect(client.get("/queue/\(id)")?.status == 200, "\(id)") }
    #expect(second.stop() == 0)
  }
}
