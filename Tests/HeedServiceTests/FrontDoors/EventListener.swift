import TestSupport
import Testing

@testable import HeedService

/// Somebody who listens to `GET /events`.
final class EventListener {
  /// An event as it arrived.
  struct Event {
    var id: String?
    var name: String
    var data: JSONTree
  }

  private let client: Client
  private var text = ""

  init(_ service: QueueService, _ query: String = "", after id: String? = nil) throws {
    client = service.running.client
    let field = id.map { "Last-Event-ID: \($0)\r\n" } ?? ""
    client.send("GET /events\(query) HTTP/1.1\r\nHost: a\r\n\(field)\r\n")
    let head = try #require(client.read())
    try #require(head.status == 200 && head.mediaType == "text/event-stream", "\(head)")
  }

  /// The next event of these names; others are passed over.
  func next(_ names: String...) throws -> Event {
    while true {
      let event = try next()
      if names.isEmpty || names.contains(event.name) { return event }
    }
  }

  private func next() throws -> Event {
    while true {
      if let end = text.firstRange(of: "\n\n") {
        let block = text[..<end.lowerBound]
        text = String(text[end.upperBound...])
        var event = Event(name: "", data: .null)
        for line in block.split(separator: "\n") {
          if line.hasPrefix("id: ") { event.id = String(line.dropFirst(4)) }
          if line.hasPrefix("event: ") { event.name = String(line.dropFirst(7)) }
          if line.hasPrefix("data: ") { event.data = try JSONTree(json: Array(line.dropFirst(6).utf8)) }
        }
        if !event.name.isEmpty { return event }
      } else {
        text += String(decoding: try #require(client.readChunk(), "no event came"), as: UTF8.self)
      }
    }
  }
}
