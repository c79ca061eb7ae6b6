import Dispatch
import HTTPServer
import JSON
import Queueing
import Scoring

/// What the hub of events knows, on its own thread alone: who listens, the latest events, and how things stood a second
/// ago.
final class EventBoard: @unchecked Sendable {
  // Unchecked: only the hub's thread touches it.

  /// How things stand.
  struct Standing: Equatable, Sendable {
    var asOf: Int
    var waiting: Int
    var leased: Int
    var agents: Int
    var incidents: [Incident]
    var stories: [String: Readings.Story]
    var policyName: String
    var policyVersion: String
    var phase: String
    /// Whether nothing differs but the time.
    func isLike(_ other: Standing) -> Bool {
      var other = other
      other.asOf = asOf
      return self == other
    }
  }

  private struct Listener {
    let stream: ResponseStream
    let desk: String?
  }

  private struct Event {
    let number: Int
    let news: TicketNews
  }

  /// So many events can be missed and are sent all the same.
  private static let mostKept = 8192
  private static let heartbeatSeconds = 15
  /// What was missed is sent up to so many bytes, far less than what a client may be behind by; beyond it all is loaded
  /// anew, which is faster.
  private static let mostReplayed = 262_144

  private let start: Int
  private let json = JSONWriter()
  private var listeners: [Listener] = []
  private var kept: [Event] = []
  private var last = 0
  private var standing: Standing?
  private var ticks = 0
  var look: (@Sendable () -> Standing?)?
  var timer: (any DispatchSourceTimer)?

  init(start: Int) {
    self.start = start
  }

  var listenerCount: Int { listeners.count }

  func publish(_ news: [TicketNews]) {
    let events = news.map { news in
      last += 1
      return Event(number: last, news: news)
    }
    keep(events)
    if listeners.isEmpty { return }
    var frames: [String?: [UInt8]] = [:]
    for listener in listeners {
      let frame = frames[listener.desk] ?? text(of: events, desk: listener.desk)
      frames[listener.desk] = frame
      if !frame.isEmpty { _ = listener.stream.send(frame) }
    }
  }

  func add(_ stream: ResponseStream, desk: String?, after last: String?) {
    guard let standing = look?() else { return stream.end() }
    if listeners.isEmpty { self.standing = standing }
    var text = Array("retry: 2000\n\n".utf8)
    text += frame("hello") { hello(standing, json) }
    if let last { text += missed(after: last, desk: desk) }
    // An id alone is no event, and is what a client goes on from. It comes last: what is lost before it is missed still.
    text += Array("id: \(start)-\(self.last)\n\n".utf8)
    if stream.send(text) { listeners.append(Listener(stream: stream, desk: desk)) }
  }

  func reset() {
    kept = []
    // What anybody had before is older than anything that can be sent again.
    last += 1
    let text = frame("reset", id: last) { json.object {} }
    for listener in listeners { _ = listener.stream.send(text) }
  }

  func endAll() {
    for listener in listeners { listener.stream.end() }
    listeners = []
    timer?.cancel()
    timer = nil
  }

  /// A second has passed.
  func tick() {
    ticks += 1
    listeners.removeAll { !$0.stream.isOpen }
    guard !listeners.isEmpty else {
      timer?.cancel()
      timer = nil
      return
    }
    var text: [UInt8] = []
    if let now = look?() {
      if let before = standing, !now.isLike(before) { text = changes(before, now) }
      standing = now
    }
    // A line that says nothing finds those who have gone, and keeps proxies from closing what looks idle.
    if text.isEmpty, ticks % Self.heartbeatSeconds == 0 { text = Array(": \n\n".utf8) }
    if !text.isEmpty { for listener in listeners { _ = listener.stream.send(text) } }
  }
}

// What is kept.
extension EventBoard {
  private func keep(_ events: [Event]) {
    kept += events
    // Half more than is needed, so that not every event moves all.
    if kept.count > Self.mostKept * 3 / 2 { kept.removeFirst(kept.count - Self.mostKept) }
  }

  /// The events after the one with an id; where they are not known any more, a word to load all anew.
  private func missed(after id: String, desk: String?) -> [UInt8] {
    let parts = id.split(separator: "-")
    guard parts.count == 2, parts[0] == "\(start)", let number = Int(parts[1]), number <= last,
      number >= (kept.first?.number ?? last + 1) - 1
    else { return frame("reset") { json.object {} } }
    var missed: [UInt8] = []
    for event in kept where event.number > number && event.news.concerns(desk) {
      missed += text(of: [event], desk: desk)
      if missed.count > Self.mostReplayed { return frame("reset") { json.object {} } }
    }
    return missed
  }
}

// Text.
extension EventBoard {
  private func text(of events: [Event], desk: String?) -> [UInt8] {
    var text: [UInt8] = []
    for event in events where event.news.concerns(desk) {
      text += frame("ticket", id: event.number) { event.news.write(to: json) }
    }
    return text
  }

  private func changes(_ before: Standing, _ now: Standing) -> [UInt8] {
    var text: [UInt8] = []
    if (before.waiting, before.leased, before.agents) != (now.waiting, now.leased, now.agents) {
      text += frame("stats") {
        json.object {
          json.key("waiting").number(now.waiting)
          json.key("leased").number(now.leased)
          json.key("agents").number(now.agents)
          json.key("as_of").time(now.asOf)
        }
      }
    }
    if before.incidents != now.incidents { text += frame("incidents") { json.object {} } }
    if before.stories != now.stories { text += frame("stories") { json.object {} } }
    if (before.policyVersion, before.phase) != (now.policyVersion, now.phase) {
      text += frame("policy") { policy(now, json) }
    }
    return text
  }

  private func hello(_ standing: Standing, _ json: JSONWriter) {
    json.object {
      json.key("as_of").time(standing.asOf)
      json.key("waiting").number(standing.waiting)
      json.key("leased").number(standing.leased)
      json.key("agents").number(standing.agents)
      json.key("policy")
      policy(standing, json)
      json.key("last").string("\(start)-\(last)")
    }
  }

  private func policy(_ standing: Standing, _ json: JSONWriter) {
    json.object {
      json.key("name").string(standing.policyName)
      json.key("version").string(standing.policyVersion)
      json.key("phase").string(standing.phase)
    }
  }

  /// An event in the format of server-sent events (WHATWG HTML, 9.2); JSON has no line breaks.
  private func frame(_ name: String, id: Int? = nil, _ data: () -> Void) -> [UInt8] {
    json.removeAll()
    data()
    let head = (id.map { "id: \(start)-\($0)\n" } ?? "") + "event: \(name)\ndata: "
    return Array(head.utf8) + json.bytes + Array("\n\n".utf8)
  }
}

extension TicketNews {
  /// Whether those who look at a desk are to know, also that it has gone to another.
  fileprivate func concerns(_ desk: String?) -> Bool {
    desk == nil || lane.desk == desk || previous?.lane.desk == desk
  }
}
