import Queueing
import Storage

extension NewTicket {
  /// A ticket of which nothing is known but its place.
  static func waiting(_ id: String, _ lane: Lane) -> NewTicket {
    NewTicket(
      id: id, lane: lane, arrivedAt: 0, headStartSeconds: 0, score: 20, request: Array("{}".utf8), known: nil,
      decision: Array("{}".utf8), decisionID: decisionID(of: id), decidedAt: 0, subject: TicketSubject(),
      requestDigest: Array(id.utf8),
      forecast: StoredForecast(p50Seconds: nil, p90Seconds: nil, position: nil, basis: "no-agent"))
  }

  /// 16 bytes that are others for each of a test's decisions.
  static func decisionID(of name: String) -> [UInt8] {
    var bytes = Array(name.utf8.suffix(16))
    bytes += [UInt8](repeating: 0, count: 16 - bytes.count)
    return bytes
  }
}
