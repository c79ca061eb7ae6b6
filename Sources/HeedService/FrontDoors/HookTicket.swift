import FrontDoors
import JSON
import Storage

/// The ticket that a webhook is about, as it is stored.
///
/// A ticket that is over keeps its id here for a while. One that another system opens again waits under the id with `~2`
/// behind it, then `~3`, and so on: each time it is another wait, with a decision of its own.
struct HookTicket {
  /// The latest of its ids.
  let id: String
  /// What is stored under that; nil where nothing is.
  let stored: StoredTicket?
  /// The id that it would have if it came again.
  let next: String

  /// How often one ticket is opened again at most, while its first id is kept.
  private static let mostReturns = 1000

  /// The first of its ids are forgotten first: so many of a row may be missing.
  private static let mostMissing = 3

  /// Characters of an id that may be followed by a number, so that it stays an id.
  private static let mostOfID = 122

  init(_ id: String, in reading: any StoreReading) throws {
    let base = String(String.UnicodeScalarView(id.unicodeScalars.prefix(Self.mostOfID)))
    var (latest, stored, last) = (id, try reading.ticket(id: id), 1)
    var count = 2
    while count <= min(last + Self.mostMissing, Self.mostReturns) {
      if let again = try reading.ticket(id: "\(base)~\(count)") {
        (latest, stored, last) = ("\(base)~\(count)", again, count)
      }
      count += 1
    }
    (self.id, self.stored, next) = (latest, stored, "\(base)~\(last + 1)")
  }

  /// Whether it was done or given up.
  var isOver: Bool { stored.map { $0.state == .done || $0.state == .abandoned } ?? false }
}

extension HookOrder {
  /// The same about a ticket with another id.
  func renamed(_ id: String, _ tools: QueueReader.Tools) throws(JSONError) -> HookOrder {
    if id == ticket { return self }
    var order = self
    order.ticket = id
    if request.isEmpty { return order }
    let patch = JSONWriter()
    patch.object { patch.key("ticket").object { patch.key("id").string(id) } }
    let json = JSONWriter()
    json.merge(
      try tools.parser.parse(copying: [UInt8](patch.bytes)), into: try tools.otherParser.parse(copying: request))
    order.request = [UInt8](json.bytes)
    return order
  }
}
