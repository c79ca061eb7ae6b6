import JSON
import Scoring
import Storage

/// Reads the bodies of requests about stories.
struct StoryRequestDecoder {
  private var fields = FieldReader()
  private var requests = RequestDecoder()

  /// What `POST /stories` says.
  struct Post: Sendable {
    var id = ""
    var postedAt: Instant?
    var text: String?
    var url: String?
    var topic: String?
    var customer: String?
    var author: CustomerIdentity?
  }

  /// One share.
  struct Share: Sendable {
    var at: Instant?
    /// What tells it from other shares: the sharer, or else the share's own id.
    var key: String?
    var isAuthentic = true
  }

  private static let mostText = 20_000

  /// - Throws: ``RefusedBody`` with all fields that are wrong.
  mutating func post(_ value: JSONValue) throws(RefusedBody) -> Post {
    fields.begin(value)
    if value.isNull { fields.null(value, "an object with the story's id") }
    var post = Post()
    var members = fields.members(value, by: StoryKeys.tables.post)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .id: post.id = fields.text(value).map { String($0) } ?? ""
      case .postedAt: post.postedAt = fields.time(value)
      case .text: post.text = text(value)
      case .url: post.url = url(value)
      case .topic: post.topic = fields.name(value)
      case .customer: post.customer = fields.text(value).map { String($0) }
      case .author: post.author = identity(value)
      }
    }
    fields.required(post.id.isEmpty ? nil : post.id, "id", in: value, "the story's id")
    try check()
    return post
  }

  /// A share, under the policy in force: it says which accounts look bought.
  mutating func share(_ value: JSONValue, _ settings: InfluenceSettings) throws(RefusedBody) -> Share {
    fields.begin(value)
    if value.isNull { fields.null(value, "an object") }
    var share = Share()
    var id: String?
    var sharer: String?
    var account: JSONValue?
    var members = fields.members(value, by: StoryKeys.tables.share)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .at: share.at = fields.time(value)
      case .id: id = fields.text(value).map { String($0) }
      case .sharer: sharer = self.sharer(value)
      case .authentic: share.isAuthentic = fields.bool(value) ?? true
      case .account: account = value
      }
    }
    try check()
    if let account {
      var facts = Account()
      guard requests.decode(account, into: &facts) else {
        throw RefusedBody(
          problem: Problem(
            requests.fields.errors.map { FieldProblem(pointer: "/account" + $0.pointer, detail: $0.detail) }))
      }
      let authenticity = settings.authenticity(of: facts) ?? settings.neutralAuthenticity
      share.isAuthentic = share.isAuthentic && authenticity >= settings.doubtfulAuthenticity
    }
    // The two kinds of names are not to meet.
    share.key = sharer.map { "sharer \($0)" } ?? id.map { "share \($0)" }
    return share
  }

  private func check() throws(RefusedBody) {
    guard fields.errors.isEmpty else { throw RefusedBody(problem: Problem(fields.errors)) }
  }

  private mutating func text(_ value: JSONValue) -> String? {
    if let text = value.text, text.utf8.count <= Self.mostText { return String(text) }
    fields.wrong(value, "a text of at most \(Self.mostText) bytes")
    return nil
  }

  private mutating func url(_ value: JSONValue) -> String? {
    if let text = value.text, text.utf8.count <= 2000, !text.hasControlCharacter {
      let url = String(text)
      if url.hasPrefix("https://") || url.hasPrefix("http://") { return url }
    }
    fields.wrong(value, "an address that begins with https:// or http://")
    return nil
  }

  private mutating func identity(_ value: JSONValue) -> CustomerIdentity? {
    if let text = value.text, let identity = CustomerIdentity(text: String(text)) { return identity }
    fields.wrong(value, CustomerIdentity.expectation)
    return nil
  }

  /// Who shared: an identity, written one way, or any other name.
  private mutating func sharer(_ value: JSONValue) -> String? {
    guard let text = fields.text(value).map({ String($0) }) else { return nil }
    return CustomerIdentity(text: text)?.text ?? text
  }
}
