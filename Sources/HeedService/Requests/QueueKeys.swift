import JSON

/// The tables that find the members which the bodies of the queue's requests may have.
struct QueueKeys: Sendable {
  let claim = JSONKeys<ClaimKey>()
  let lease = JSONKeys<LeaseKey>()
  let agent = JSONKeys<AgentKey>()

  /// Made once, as the tables are never freed.
  static let tables = QueueKeys()

  private init() {}
}

enum ClaimKey: String, CaseIterable {
  case agent, desks
  case leaseSeconds = "lease_seconds"
  case waitSeconds = "wait_seconds"
}

enum LeaseKey: String, CaseIterable {
  case leaseSeconds = "lease_seconds"
}

enum AgentKey: String, CaseIterable {
  case state, desks
}
