import FrontDoors
import HTTPWire

/// The resources of the service.
enum Route: Int, CaseIterable {
  case score, batch, queue, queueStats, ticket, claims, extendClaim, releaseClaim, completeClaim, agents, agent
  case customers, customer, importCustomers, account, accounts, purchases
  case stories, story, shares, incidents, outcome, outcomes, decision
  case policy, whatIf, events
  case textScore, formScore, httapiScore, badge, customerBadge, hook
  case outbox, resendAll, message, resend
  case board, reference
  case health, livez, readyz, metrics, openapi, openapiJSON
  /// Any path that is none of them; the label of such requests in metrics.
  case unknown

  /// The path, with its parameters in braces; the label in metrics.
  var path: StaticString {
    switch self {
    case .score: "/score"
    case .batch: "/score/batch"
    case .queue: "/queue"
    case .queueStats: "/queue/stats"
    case .ticket: "/queue/{ticket}"
    case .claims: "/queue/claims"
    case .extendClaim: "/queue/claims/{fence}/extend"
    case .releaseClaim: "/queue/claims/{fence}/release"
    case .completeClaim: "/queue/claims/{fence}/complete"
    case .agents: "/agents"
    case .agent: "/agents/{agent}"
    case .customers: "/customers"
    case .customer: "/customers/{customer}"
    case .importCustomers: "/customers/import"
    case .account: "/customers/{customer}/accounts/{network}/{handle}"
    case .accounts: "/accounts"
    case .purchases: "/customers/{customer}/purchases"
    case .stories: "/stories"
    case .story: "/stories/{story}"
    case .shares: "/stories/{story}/shares"
    case .incidents: "/incidents"
    case .outcome: "/tickets/{ticket}/outcome"
    case .outcomes: "/reports/outcomes"
    case .decision: "/decisions/{decision}"
    case .policy: "/policy"
    case .whatIf: "/queue/what-if"
    case .events: "/events"
    case .textScore: "/score.txt"
    case .formScore: "/score.form"
    case .httapiScore: "/score.xml"
    case .badge: "/badges/{badge}"
    case .customerBadge: "/badges/customers/{badge}"
    case .hook: "/hooks/{hook}"
    case .outbox: "/outbox"
    case .resendAll: "/outbox/resend"
    case .message: "/outbox/{message}"
    case .resend: "/outbox/{message}/resend"
    case .board: "/"
    case .reference: "/docs"
    case .health: "/health"
    case .livez: "/livez"
    case .readyz: "/readyz"
    case .metrics: "/metrics"
    case .openapi: "/openapi.yaml"
    case .openapiJSON: "/openapi.json"
    case .unknown: "unknown"
    }
  }

  /// Whether the resource has a method; HEAD comes with GET. OPTIONS, which all have, is not asked for here.
  func has(_ method: Method) -> Bool {
    switch self {
    case .score, .batch, .extendClaim, .releaseClaim, .completeClaim, .importCustomers, .accounts, .purchases, .shares,
      .outcome, .whatIf, .hook, .resendAll, .resend:
      method == .post
    case .customer:
      method == .get || method == .head || method == .put || method == .patch || method == .delete
    case .account: method == .put || method == .delete
    case .textScore, .formScore, .httapiScore: method == .get || method == .head || method == .post
    case .story, .message: method == .get || method == .head || method == .delete
    case .queue, .claims, .stories: method == .get || method == .head || method == .post
    case .ticket: method == .get || method == .head || method == .patch || method == .delete
    case .agent: method == .get || method == .head || method == .put || method == .delete
    case .queueStats, .agents, .health, .livez, .readyz, .metrics, .openapi, .customers, .incidents, .outcomes,
      .decision, .policy, .events, .badge, .customerBadge, .outbox, .board, .reference, .openapiJSON:
      method == .get || method == .head
    case .unknown: false
    }
  }

  /// The methods as the field `Allow` names them.
  var allow: String {
    (Method.allCases.filter(has).map(\.rawValue) + ["OPTIONS"]).joined(separator: ", ")
  }

  /// Whether a request with this method comes with a body.
  func body(of method: Method) -> BodyUse {
    switch method {
    case .post:
      switch self {
      case .extendClaim: .optional
      case .textScore, .formScore, .httapiScore: .optional
      case .releaseClaim, .completeClaim, .resendAll, .resend: .none
      default: .required
      }
    case .put, .patch: .required
    default: .none
    }
  }

  /// What a request's body is for.
  enum BodyUse {
    case none, optional, required
  }

  /// The media types of the body that is read.
  var mediaTypes: String {
    switch self {
    case .batch, .shares, .accounts: "application/json, application/x-ndjson"
    case .importCustomers: "text/csv, text/tab-separated-values, application/x-ndjson"
    case .ticket, .customer: "application/merge-patch+json, application/json"
    case .textScore, .formScore, .httapiScore: "application/x-www-form-urlencoded"
    case .hook: "application/json, application/x-www-form-urlencoded"
    default: "application/json"
    }
  }

  /// The scope that a key must have, where keys are asked for, and whose rate is limited. Probes and the contract are open
  /// to all: a balancer has no key, and the contract tells nothing that is not public.
  var scope: Scope? {
    switch self {
    case .score, .batch, .textScore, .formScore, .httapiScore: .score
    case .queue, .queueStats, .ticket, .claims, .extendClaim, .releaseClaim, .completeClaim, .agents, .agent,
      .incidents, .outcome, .outcomes, .decision, .policy, .whatIf, .events, .badge, .customerBadge, .hook:
      .queue
    case .customers, .customer, .importCustomers, .account, .accounts, .purchases: .customers
    case .stories, .story, .shares: .stories
    case .health, .metrics: .metrics
    case .outbox, .resendAll, .message, .resend: .admin
    // The pages have nothing in them: what they show they ask for as anybody does.
    case .livez, .readyz, .openapi, .openapiJSON, .board, .reference, .unknown: nil
    }
  }

  /// Whether the resource is one of what is stored.
  var isStored: Bool {
    switch self {
    case .policy, .hook: false
    default: scope == .queue || scope == .customers || scope == .stories || scope == .admin
    }
  }

  /// How telephony is answered there; nil where it is not.
  var dialect: Dialect? {
    switch self {
    case .textScore: .text
    case .formScore: .form
    case .httapiScore: .httapi
    default: nil
    }
  }

  /// Whether the resource takes a body of any media type.
  var takesAnyMediaType: Bool { self == .hook || dialect != nil }

  /// Whether a request's body may be as great as a batch.
  var takesBatch: Bool { self == .batch || self == .importCustomers || self == .accounts || self == .shares }
}

// Finding it.
extension Route {
  /// The resource at a raw path, without allocating.
  init(path: UnsafeRawBufferPointer) {
    for route in Self.fixed where path.equals(route.path) {
      self = route
      return
    }
    self = Self.parameterised(path)
  }

  private static let fixed: [Route] = [
    .score, .batch, .queue, .queueStats, .claims, .agents, .health, .livez, .readyz, .metrics, .openapi, .customers,
    .importCustomers, .accounts, .stories, .incidents, .outcomes, .policy, .whatIf, .events, .textScore, .formScore,
    .httapiScore, .outbox, .resendAll, .board, .reference, .openapiJSON,
  ]

  /// A resource with a part of its path for a name.
  private static func parameterised(_ path: UnsafeRawBufferPointer) -> Route {
    if let rest = path.dropping("/queue/claims/") {
      guard let slash = rest.firstIndex(of: UInt8(ascii: "/")), slash > 0 else { return .unknown }
      let action = UnsafeRawBufferPointer(rebasing: rest[(slash + 1)...])
      if action.equals("extend") { return .extendClaim }
      if action.equals("release") { return .releaseClaim }
      return action.equals("complete") ? .completeClaim : .unknown
    }
    if let rest = path.dropping("/queue/") { return rest.isSegment ? .ticket : .unknown }
    if let rest = path.dropping("/agents/") { return rest.isSegment ? .agent : .unknown }
    if let rest = path.dropping("/decisions/") { return rest.isSegment ? .decision : .unknown }
    if let rest = path.dropping("/customers/") { return below(rest, .customer, ofCustomer) }
    if let rest = path.dropping("/stories/") { return below(rest, .story) { $0.equals("shares") ? .shares : .unknown } }
    if let rest = path.dropping("/badges/customers/") { return rest.isSegment ? .customerBadge : .unknown }
    if let rest = path.dropping("/badges/") { return rest.isSegment ? .badge : .unknown }
    if let rest = path.dropping("/hooks/") { return rest.isSegment ? .hook : .unknown }
    if let rest = path.dropping("/outbox/") {
      return below(rest, .message) { $0.equals("resend") ? .resend : .unknown }
    }
    if let rest = path.dropping("/tickets/") {
      return below(rest, .unknown) { $0.equals("outcome") ? .outcome : .unknown }
    }
    return .unknown
  }

  /// The resource itself that a name is the whole rest of a path for, or what is below it.
  private static func below(
    _ rest: UnsafeRawBufferPointer, _ itself: Route, _ part: (UnsafeRawBufferPointer) -> Route
  ) -> Route {
    if rest.isSegment { return itself }
    guard let slash = rest.firstIndex(of: UInt8(ascii: "/")), slash > 0 else { return .unknown }
    return part(UnsafeRawBufferPointer(rebasing: rest[(slash + 1)...]))
  }

  private static func ofCustomer(_ rest: UnsafeRawBufferPointer) -> Route {
    if rest.equals("purchases") { return .purchases }
    guard let account = rest.dropping("accounts/"), let slash = account.firstIndex(of: UInt8(ascii: "/")), slash > 0
    else { return .unknown }
    return UnsafeRawBufferPointer(rebasing: account[(slash + 1)...]).isSegment ? .account : .unknown
  }

  /// The part of a raw path that names the ticket, claim, agent, customer, story or decision, decoded.
  ///
  /// - Throws: the refusal of an encoding that is no text.
  func name(in path: UnsafeRawBufferPointer) throws(Refusal) -> String {
    let prefix: StaticString =
      switch self {
      case .extendClaim, .releaseClaim, .completeClaim: "/queue/claims/"
      case .agent: "/agents/"
      case .customer, .account, .purchases: "/customers/"
      case .story, .shares: "/stories/"
      case .outcome: "/tickets/"
      case .decision: "/decisions/"
      case .badge: "/badges/"
      case .customerBadge: "/badges/customers/"
      case .hook: "/hooks/"
      case .message, .resend: "/outbox/"
      default: "/queue/"
      }
    let rest = path.dropping(prefix) ?? path
    let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.count
    return try PercentEncoding.decode(UnsafeRawBufferPointer(rebasing: rest[..<end]))
  }

  /// The parts of a raw path that name a customer, a network and a handle, decoded.
  func names(in path: UnsafeRawBufferPointer) throws(Refusal) -> [String] {
    var names: [String] = []
    for (index, part) in path.split(separator: UInt8(ascii: "/")).enumerated() where index == 1 || index > 2 {
      names.append(try PercentEncoding.decode(UnsafeRawBufferPointer(rebasing: part)))
    }
    return names
  }
}

extension UnsafeRawBufferPointer {
  /// What follows `prefix`; nil where it does not begin with that.
  fileprivate func dropping(_ prefix: StaticString) -> UnsafeRawBufferPointer? {
    let length = prefix.utf8CodeUnitCount
    guard count >= length, UnsafeRawBufferPointer(rebasing: self[..<length]).equals(prefix) else { return nil }
    return UnsafeRawBufferPointer(rebasing: self[length...])
  }

  /// Whether it is one part of a path.
  fileprivate var isSegment: Bool { !isEmpty && !contains(UInt8(ascii: "/")) }
}
