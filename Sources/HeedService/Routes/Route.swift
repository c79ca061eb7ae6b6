import HTTPWire

/// The resources of the service.
enum Route: Int, CaseIterable {
  case score, batch, health, livez, readyz, metrics, openapi
  /// Any path that is none of them; the label of such requests in metrics.
  case unknown

  /// The path, and the label in metrics.
  var path: StaticString {
    switch self {
    case .score: "/score"
    case .batch: "/score/batch"
    case .health: "/health"
    case .livez: "/livez"
    case .readyz: "/readyz"
    case .metrics: "/metrics"
    case .openapi: "/openapi.yaml"
    case .unknown: "unknown"
    }
  }

  /// The methods that the resource has, as the field `Allow` names them.
  var allow: String {
    switch self {
    case .score, .batch: "POST, OPTIONS"
    default: "GET, HEAD, OPTIONS"
    }
  }

  /// Whether the resource takes a body with POST, rather than giving one with GET.
  var takesBody: Bool { self == .score || self == .batch }

  /// The scope that a key must have, where keys are asked for, and whose rate is limited. Probes and the contract are open
  /// to all: a balancer has no key, and the contract tells nothing that is not public.
  var scope: Scope? {
    switch self {
    case .score, .batch: .score
    case .health, .metrics: .metrics
    case .livez, .readyz, .openapi, .unknown: nil
    }
  }

  /// The resource at a raw path, without allocating.
  init(path: UnsafeRawBufferPointer) {
    for route in Self.routed where path.equals(route.path) {
      self = route
      return
    }
    self = .unknown
  }

  private static let routed: [Route] = allCases.filter { $0 != .unknown }
}
