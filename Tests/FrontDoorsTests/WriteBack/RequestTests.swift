import Foundation
import FrontDoors
import HTTPClient
import TestSupport
import Testing

@Suite("Requests that write back")
struct RequestTests {
  private static func target(
    _ system: WriteBackSystem, url: String = "https://desk.example.com", account: String = "", user: String = "",
    prefix: String = "", priorities: [String: String] = [:]
  ) -> WriteBackTarget {
    WriteBackTarget(
      name: "t", system: system, url: url, account: account, user: user, secret: Secret(Array("token-1".utf8)),
      ticketPrefix: prefix, priorities: priorities)
  }

  private static let jsonFields: [OutgoingRequest.Field] = [
    .init("Content-Type", "application/json"), .init("Accept", "application/json"),
  ]

  private func body(_ request: OutgoingRequest?) -> String { String(decoding: request?.body ?? [], as: UTF8.self) }

  @Test("Chatwoot's priority of a conversation")
  func chatwoot() throws {
    let target = Self.target(.chatwoot, account: "3", prefix: "chatwoot-")
    let request = try #require(target.request(for: SampleNotices.notice(), now: 0))
    #expect(request.method == "POST")
    #expect(request.url == "https://desk.example.com/api/v1/accounts/3/conversations/207/toggle_priority")
    #expect(request.fields == Self.jsonFields + [.init("api_access_token", "token-1")])
    #expect(body(request) == #"{"priority":"urgent"}"#)
    let lowest = target.request(for: SampleNotices.notice(tier: "standard", rank: 3), now: 0)
    #expect(body(lowest) == #"{"priority":"low"}"#)
    var renamed = target
    renamed.priorities = ["standard": "none"]
    #expect(
      body(renamed.request(for: SampleNotices.notice(tier: "standard", rank: 3), now: 0)) == #"{"priority":"none"}"#)
  }

  @Test("Zammad's priority of a ticket")
  func zammad() throws {
    let target = Self.target(.zammad, prefix: "zammad-")
    let request = try #require(target.request(for: SampleNotices.notice(ticket: "zammad-81"), now: 0))
    #expect(request.method == "PUT" && request.url == "https://desk.example.com/api/v1/tickets/81")
    #expect(request.fields == Self.jsonFields + [.init("Authorization", "Token token=token-1")])
    #expect(body(request) == #"{"priority":"3 high"}"#)
  }

  @Test("Zendesk's priority of a ticket, by an agent's token")
  func zendesk() throws {
    let target = Self.target(.zendesk, user: "a@example.com", prefix: "zd-", priorities: ["critical": "high"])
    let request = try #require(target.request(for: SampleNotices.notice(ticket: "zd-35436"), now: 0))
    #expect(request.method == "PUT" && request.url == "https://desk.example.com/api/v2/tickets/35436.json")
    // printf 'a@example.com/token:token-1' | base64
    #expect(request.fields.last == .init("Authorization", "Basic YUBleGFtcGxlLmNvbS90b2tlbjp0b2tlbi0x"))
    #expect(body(request) == #"{"ticket":{"priority":"high"}}"#)
  }

  @Test("Twilio's priority and start of a task: the start is ahead of when the ticket came, however late it changes")
  func twilio() throws {
    let sid = "WT0123456789abcdef0123456789abcdef"
    let target = Self.target(.twilio, url: "https://taskrouter.twilio.com", account: "WS1", user: "AC1")
    let request = try #require(target.request(for: SampleNotices.notice(ticket: sid), now: 0))
    #expect(request.method == "POST")
    #expect(request.url == "https://taskrouter.twilio.com/v1/Workspaces/WS1/Tasks/\(sid)")
    #expect(request.fields.first == .init("Content-Type", "application/x-www-form-urlencoded"))
    // printf 'AC1:token-1' | base64
    #expect(request.fields.last == .init("Authorization", "Basic QUMxOnRva2VuLTE="))
    #expect(body(request) == "Priority=3&VirtualStartTime=2026-09-21T10%3A01%3A28Z")
    var later = SampleNotices.notice(ticket: sid, event: .changed)
    later.at += 5000
    later.facts.at += 5000
    #expect(target.request(for: later, now: 0) == request)
  }

  @Test("Request Tracker's priority as a number")
  func requestTracker() throws {
    let target = Self.target(.requestTracker, url: "https://rt.example.com/rt", prefix: "rt-")
    let request = try #require(target.request(for: SampleNotices.notice(ticket: "rt-20"), now: 0))
    #expect(request.method == "PUT" && request.url == "https://rt.example.com/rt/REST/2.0/ticket/20")
    #expect(request.fields == Self.jsonFields + [.init("Authorization", "token token-1")])
    #expect(body(request) == #"{"Priority":85}"#)
    let named = Self.target(.requestTracker, prefix: "rt-", priorities: ["critical": "99"])
    #expect(body(named.request(for: SampleNotices.notice(ticket: "rt-20"), now: 0)) == #"{"Priority":99}"#)
  }

  @Test("A webhook's body, signed anew each time under the same id")
  func webhook() throws {
    let target = Self.target(.webhook, url: "https://hooks.example.com/heed?x=1")
    let notice = SampleNotices.notice(event: .done)
    let first = try #require(target.request(for: notice, now: 1_790_000_000.7))
    let second = try #require(target.request(for: notice, now: 1_790_000_060))
    #expect(first.method == "POST" && first.url == "https://hooks.example.com/heed?x=1")
    #expect(first.body == notice.json && second.body == first.body)
    #expect(first.fields[1] == .init("webhook-id", "msg_1") && second.fields[1] == first.fields[1])
    #expect(first.fields[2].value == "1790000000" && second.fields[2].value == "1790000060")
    #expect(first.fields[3].value.hasPrefix("v1,") && first.fields[3] != second.fields[3])
  }

  @Test("Signatures are those of the reference libraries' own tests")
  func signature() {
    // https://github.com/standard-webhooks/standard-webhooks/tree/main/libraries
    let secret = Secret(Array("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".utf8))
    let signature = StandardWebhooks.signature(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8),
      secret: secret)
    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test("A secret without whsec_, or with what is no base64 after it, is the key itself")
  func plainSecrets() {
    func sign(_ secret: String) -> String {
      StandardWebhooks.signature(id: "m", timestamp: 1, body: [], secret: Secret(Array(secret.utf8)))
    }
    #expect(sign("whsec_YWJj") == sign("abc"))
    #expect(sign("whsec_YWJjZA==") == sign("abcd"))
    #expect(sign("whsec_a=b=") != sign("a=b="))
    #expect(Set(["whsec_YWJ", "whsec_Y=Jj", "whsec_ YWJj", "abc"].map(sign)).count == 4)
  }

  @Test("Secrets that could be guessed, or are not the base64 that they say, are none")
  func secretRule() {
    func isSecret(_ text: String) -> Bool { StandardWebhooks.isSecret(Secret(Array(text.utf8))) }
    #expect(isSecret("0123456789abcdef") && isSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    for text in ["0123456789abcde", "", "whsec_YWJj", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS"] {
      #expect(!isSecret(text), "\(text)")
    }
  }

  @Test(
    "Tickets of other systems, and ids that lead elsewhere, are none of a target's",
    arguments: [
      "chatwoot-", "chatwoot-1/../2", "chatwoot-1a", "chatwoot-+1", "chatwoot-1?x", "chatwoot-%31", "zammad-1", "1", "",
      "chatwoot-1234567890123456789", "chatwoot-\u{0661}", "Chatwoot-1",
    ])
  func foreign(ticket: String) {
    let target = Self.target(.chatwoot, account: "3", prefix: "chatwoot-")
    #expect(!target.concerns(SampleNotices.notice(ticket: ticket)))
    #expect(target.request(for: SampleNotices.notice(ticket: ticket), now: 0) == nil)
  }

  @Test("What comes from the configuration is encoded into paths")
  func encoded() {
    let target = Self.target(.chatwoot, account: "3/../4?", prefix: "chatwoot-")
    #expect(
      target.request(for: SampleNotices.notice(), now: 0)?.url
        == "https://desk.example.com/api/v1/accounts/3%2F..%2F4%3F/conversations/207/toggle_priority")
  }

  @Test(
    "Tickets are named as the hooks name them unless the configuration says otherwise", arguments: HookSystem.allCases)
  func prefixes(hook: HookSystem) throws {
    guard hook != .generic else { return #expect(WriteBackSystem.webhook.defaultTicketPrefix.isEmpty) }
    let system = try #require(WriteBackSystem(rawValue: hook.rawValue))
    let mapping = try String(contentsOfFile: Repository.path("config/hooks/\(hook.rawValue).yaml"), encoding: .utf8)
    #expect(mapping.contains("prefix: \(system.defaultTicketPrefix)}"))
  }

  @Test("Systems are told of what may change a priority, webhooks of all")
  func events() {
    var target = Self.target(.zammad)
    target.events = Set(Notice.Event.allCases)
    #expect(Notice.Event.allCases.filter { target.concerns($0, ticket: "1") } == [.decided, .changed, .waiting])
    var hook = Self.target(.webhook)
    #expect(Notice.Event.allCases.allSatisfy { hook.concerns($0, ticket: "anything at all") })
    hook.events = [.done]
    hook.ticketPrefix = "vip-"
    #expect(hook.concerns(.done, ticket: "vip-1") && !hook.concerns(.done, ticket: "1"))
    #expect(!hook.concerns(.decided, ticket: "vip-1"))
  }

  @Test("A system's words for tiers are checked", arguments: WriteBackSystem.allCases)
  func words(system: WriteBackSystem) {
    let good: [WriteBackSystem: [String]] = [
      .chatwoot: ["urgent", "none"], .zammad: ["2 normal"], .zendesk: ["normal"], .twilio: ["0", "2147483647"],
      .requestTracker: ["0", "100"],
    ]
    let bad: [WriteBackSystem: [String]] = [
      .chatwoot: ["normal", ""], .zammad: [""], .zendesk: ["medium"], .twilio: ["-1", "2147483648", "x"],
      .requestTracker: ["101", "high"], .webhook: ["x"],
    ]
    for word in good[system] ?? [] { #expect(system.isPriority(word), "\(word)") }
    for word in bad[system] ?? [] { #expect(!system.isPriority(word), "\(word)") }
  }
}
