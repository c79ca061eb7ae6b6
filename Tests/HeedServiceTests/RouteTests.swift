import HTTPWire
import Testing

@testable import HeedService

@Suite("Routes")
struct RouteTests {
  private func route(_ path: String) -> Route { Array(path.utf8).withUnsafeBytes { Route(path: $0) } }

  @Test(
    "A raw path has one route",
    arguments: [
      ("/score", Route.score), ("/score/batch", .batch), ("/queue", .queue), ("/queue/stats", .queueStats),
      ("/queue/T-1", .ticket), ("/queue/%73tats", .ticket), ("/queue/stats2", .ticket), ("/queue/claim", .ticket),
      ("/queue/a%2Fb", .ticket), ("/queue/..", .ticket), ("/queue/claims", .claims),
      ("/queue/claims/7/extend", .extendClaim),
      ("/queue/claims/7/release", .releaseClaim), ("/queue/claims/x/complete", .completeClaim), ("/agents", .agents),
      ("/customers", .customers), ("/customers/c-1", .customer), ("/customers/import", .importCustomers),
      ("/customers/%69mport", .customer), ("/customers/c/purchases", .purchases), ("/customers/purchases", .customer),
      ("/customers/c/accounts/x/ann", .account), ("/customers/a%2Fb/accounts/x/%40ann", .account),
      ("/customers/c/accounts", .unknown), ("/customers/c/accounts/x", .unknown),
      ("/customers/c/accounts/x/", .unknown),
      ("/customers/c/accounts//ann", .unknown), ("/customers/c/accounts/x/ann/", .unknown),
      ("/customers//purchases", .unknown),
      ("/customers/", .unknown), ("/customers/c/", .unknown), ("/accounts", .accounts), ("/accounts/1", .unknown),
      ("/stories", .stories), ("/stories/s-1", .story), ("/stories/s-1/shares", .shares),
      ("/stories//shares", .unknown),
      ("/stories/s-1/sharers", .unknown), ("/incidents", .incidents), ("/incidents/1", .unknown),
      ("/tickets/T-1/outcome", .outcome), ("/tickets/T-1", .unknown), ("/tickets/T-1/outcome/", .unknown),
      ("/reports/outcomes", .outcomes), ("/reports", .unknown), ("/decisions/0", .decision), ("/decisions", .unknown),
      ("/agents/ada", .agent), ("/agents/stats", .agent), ("/openapi.yaml", .openapi),
      ("", .unknown), ("/", .board), ("/docs", .reference), ("/docs/", .unknown), ("/queue/what-if", .whatIf),
      ("/score.txt", .textScore), ("/score.txt/", .unknown), ("/badges/T-1.svg", .badge), ("/badges/", .unknown),
      ("/badges/customers/c-1.json", .customerBadge), ("/badges/customers/", .unknown), ("/hooks/zammad", .hook),
      ("/hooks", .unknown), ("/hooks/a/b", .unknown), ("/outbox", .outbox), ("/outbox/resend", .resendAll),
      ("/outbox/m", .message), ("/outbox/m/resend", .resend), ("/outbox/m/x", .unknown), ("/queue/", .unknown),
      ("/queue/a/b", .unknown), ("/agents/", .unknown),
      ("/agents/a/", .unknown), ("/queue/claims/", .unknown), ("/queue/claims/7", .unknown),
      ("/queue/claims/7/", .unknown),
      ("/queue/claims//extend", .unknown), ("/queue/claims/7/extend/", .unknown), ("/queue/claims/7/Extend", .unknown),
      ("/QUEUE", .unknown), ("/queues", .unknown), ("queue", .unknown),
    ])
  func paths(_ path: String, _ route: Route) {
    #expect(self.route(path) == route)
  }

  @Test("Each path leads to its own route, and no two have the same")
  func all() {
    for route in Route.allCases { #expect(self.route("\(route.path)") == route) }
    #expect(Set(Route.allCases.map { "\($0.path)" }).count == Route.allCases.count)
  }

  @Test(
    "The name in a path is decoded once",
    arguments: [
      ("/queue/T-1", "T-1"), ("/queue/a%2Fb", "a/b"), ("/queue/%2541", "%41"), ("/agents/%C3%A4", "ä"),
      ("/customers/%69mport", "import"), ("/customers/c%2F1/purchases", "c/1"), ("/customers/c%20/accounts/x/y", "c "),
      ("/stories/%C3%A4/shares", "ä"), ("/tickets/T%2D1/outcome", "T-1"), ("/decisions/0f", "0f"),
      ("/queue/claims/12/extend", "12"), ("/queue/claims/%31/release", "1"), ("/queue/a+b", "a+b"),
    ])
  func names(_ path: String, _ name: String) throws {
    let found = try Array(path.utf8).withUnsafeBytes { try Route(path: $0).name(in: $0) }
    #expect(found == name)
  }

  @Test("Allow names what a route has, and HEAD comes with GET", arguments: Route.allCases)
  func methods(_ route: Route) {
    let allowed = route.allow.split(separator: ", ").map(String.init)
    #expect(allowed == Method.allCases.filter { route.has($0) || $0 == .options }.map(\.rawValue))
    #expect(route.has(.get) == route.has(.head))
    #expect(!route.has(.options))
  }

  @Test("Whoever changes something with what a body says has to send one")
  func bodies() {
    for route in Route.allCases {
      for method in [Method.put, .patch] where route.has(method) { #expect(route.body(of: method) == .required) }
      for method in [Method.get, .head, .delete] { #expect(route.body(of: method) == .none) }
    }
    #expect(
      Route.allCases.filter { $0.has(.post) && $0.body(of: .post) != .required }
        == [
          .extendClaim, .releaseClaim, .completeClaim, .textScore, .formScore, .httapiScore, .resendAll, .resend,
        ])
  }
}
