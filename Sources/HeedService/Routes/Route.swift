import HTTPWire

/// The resources of the service.
enum Route: Int, CaseIterable {
  case score, batch, queue, queueStats, ticket, claims, extendClaim, releaseClaim, completeClaim, agents, agent
  case health, livez, readyz, metrics, openapi
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
    case .health: "/health"
    case .livez: "/livez"
    case .readyz: "/readyz"
    case .metrics: "/metrics"
    case .openapi: "/openapi.yaml"
    case .unknown: "unknown"
    }
  }

  /// Whether the resource has a method; HEAD comes with GET. OPTIONS, which all have, is not asked for here.
  func has(_ method: Method) -> Bool {
    switch self {
    case .score, .batch, .extendClaim, .releaseClaim, .completeClaim: method == .post
    case .queue, .claims: method == .get || method == .head || method == .post
    case .ticket: method == .get || method == .head || method == .patch || method == .delete
    case .agent: method == .get || method == .head || method == .put || method == .delete
    case .queueStats, .agents, .health, .livez, .readyz, .metrics, .openapi: method == .get || method == .head
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
      case .releaseClaim, .completeClaim: .none
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
    case .batch: "application/json, application/x-ndjson"
    case .ticket: "application/merge-patch+json, application/json"
    default: "application/json"
    }
  }

  /// The scope that a key must have, where keys are asked for, and whose rate is limited. Probes and the contract are open
  /// to all: a balancer has no key, and the contract tells nothing that is not public.
  var scope: Scope? {
    switch self {
    case .score, .batch: .score
    case .queue, .queueStats, .ticket, .claims, .extendClaim, .releaseClaim, .completeClaim, .agents, .agent: .queue
    case .health, .metrics: .metrics
    case .livez, .readyz, .openapi, .unknown: nil
    }
  }

  /// Whether the resource is one of the queue's.
  var isQueue: Bool { scope == .queue }
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
    .score, .batch, .queue, .queueStats, .claims, .agents, .health, .livez, .readyz, .metrics, .openapi,
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
    return .unknown
  }

  /// The part of a raw path that names the ticket, claim or agent, decoded.
  ///
  /// - Throws: the refusal of an encoding that is no text.
  func name(in path: UnsafeRawBufferPointer) throws(Refusal) -> String {
    let prefix: StaticString =
      switch self {
      case .extendClaim, .releaseClaim, .completeClaim: "/queue/claims/"
      case .agent: "/agents/"
      default: "/queue/"
      }
    let rest = path.dropping(prefix) ?? path
    let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.count
    return try PercentEncoding.decode(UnsafeRawBufferPointer(rebasing: rest[..<end]))
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
