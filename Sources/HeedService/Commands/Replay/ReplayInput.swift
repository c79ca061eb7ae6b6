import JSON

/// What is played again: requests, and what became known of stories meanwhile, in order of time.
public struct ReplayInput: Sendable {
  /// A ticket that somebody opens.
  struct Ticket: Sendable {
    let id: String
    let at: Double
    let topic: String?
    let customer: String?
    /// Whether the request itself tells earlier contacts.
    let tellsContacts: Bool
    /// The request, JSON.
    let body: [UInt8]
  }

  /// A post, or a share of one.
  struct StoryEvent: Sendable {
    let at: Double
    /// The story that is shared; nil where one is posted.
    let story: String?
    /// The body of the request that tells it, JSON.
    let body: [UInt8]
  }

  private(set) var tickets: [Ticket] = []
  private(set) var stories: [StoryEvent] = []
  /// What is wrong with lines that are left out, as far as it is told.
  public private(set) var complaints: [String] = []
  /// How many are left out.
  public private(set) var refused = 0

  private static let mostComplaints = 10

  /// Nothing yet.
  public init() {}

  /// Reads requests, one a line, such as `POST /queue` takes; the time of each is its `ticket.opened_at`.
  ///
  /// - Parameters:
  ///   - name: what to call the file in complaints.
  ///   - forgotten: fields that are left out of the requests, such as `unresolved_contacts` of the ticket or
  ///     `social.accounts`.
  public mutating func read(requests bytes: [UInt8], name: String, forgetting forgotten: [String] = []) {
    let patch = Self.patch(forgetting: forgotten)
    let added = lines(bytes, name) { value, line throws(ReplayError) -> Ticket in
      guard let ticket = value["ticket"], let id = ticket["id"]?.string else {
        throw ReplayError(description: "expected a request with the ticket's id")
      }
      guard let at = ticket["opened_at"]?.text.flatMap(RFC3339.seconds) else {
        throw ReplayError(description: "expected the time of the ticket, opened_at")
      }
      let tells = ticket["unresolved_contacts"].map { !$0.isNull } ?? false
      let isForgotten = forgotten.contains("unresolved_contacts") || forgotten.contains("ticket.unresolved_contacts")
      return Ticket(
        id: id, at: at, topic: ticket["topic"]?.string, customer: value["customer"]?["id"]?.string,
        tellsContacts: tells && !isForgotten, body: patch.map { Self.merged($0, into: value) } ?? line)
    }
    tickets += added
    // The order of those of one moment is kept.
    tickets = tickets.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  /// Reads stories, one event a line: a post such as `POST /stories` takes, with `posted_at`, or a share such as
  /// `POST /stories/{id}/shares` takes, with `at`, and with the story's id as `story`.
  public mutating func read(stories bytes: [UInt8], name: String) {
    let patch = Self.patch(forgetting: [".story"])
    let added = lines(bytes, name) { value, line throws(ReplayError) -> StoryEvent in
      if let story = value["story"]?.string {
        guard let at = value["at"]?.text.flatMap(RFC3339.seconds) else {
          throw ReplayError(description: "expected the time of the share, at")
        }
        return StoryEvent(at: at, story: story, body: patch.map { Self.merged($0, into: value) } ?? line)
      } else {
        guard let at = value["posted_at"]?.text.flatMap(RFC3339.seconds), value["id"]?.string != nil else {
          throw ReplayError(description: "expected a post with id and posted_at, or a share with story and at")
        }
        return StoryEvent(at: at, story: nil, body: line)
      }
    }
    stories += added
    stories = stories.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  private mutating func lines<Item>(
    _ bytes: [UInt8], _ name: String, _ take: (JSONValue, [UInt8]) throws(ReplayError) -> Item
  ) -> [Item] {
    let parser = JSONParser()
    var items: [Item] = []
    bytes.withUnsafeBytes { buffer in
      for (index, line) in JSONLines(buffer).enumerated() {
        do {
          items.append(try take(try parser.parse(copying: line), [UInt8](line)))
        } catch {
          refused += 1
          if complaints.count < Self.mostComplaints { complaints.append("\(name), line \(index + 1): \(error)") }
        }
      }
    }
    return items
  }
}

// Fields that are left out.
extension ReplayInput {
  /// A merge patch that takes fields away, which are the ticket's unless they name another part before a point; nil where
  /// there are none.
  private static func patch(forgetting fields: [String]) -> [UInt8]? {
    if fields.isEmpty { return nil }
    let paths = fields.map { field -> [Substring] in
      let parts = field.split(separator: ".")
      return field.contains(".") ? parts : ["ticket"] + parts
    }
    let json = JSONWriter()
    write(paths, to: json)
    return [UInt8](json.bytes)
  }

  private static func write(_ paths: [[Substring]], to json: JSONWriter) {
    json.object {
      for (key, group) in Dictionary(grouping: paths.filter { !$0.isEmpty }, by: \.[0]) {
        json.key(escaping: String(key))
        let rest = group.map { Array($0.dropFirst()) }
        if rest.contains([]) { json.null() } else { write(rest, to: json) }
      }
    }
  }

  private static func merged(_ patch: [UInt8], into value: JSONValue) -> [UInt8] {
    let parser = JSONParser(capacity: patch.count)
    let json = JSONWriter()
    guard let patch = try? parser.parse(copying: patch) else { preconditionFailure("the patch is this file's own") }
    withExtendedLifetime(parser) { json.merge(patch, into: value) }
    return [UInt8](json.bytes)
  }
}
