import Foundation
import HTTPServer
import Scoring

/// Writes metrics in Prometheus' text format, version 0.0.4. Times are in seconds; labels come from fixed sets.
struct MetricsWriter {
  private(set) var text = ""

  /// Requests by route and status, and their latencies.
  mutating func requests(_ sums: MetricsSums) {
    family("heed_http_requests_total", "counter", "Requests answered, by route and status.")
    for route in Route.allCases {
      for (slot, status) in MetricsShard.statuses.enumerated() {
        let count = sums.requests[route.rawValue * MetricsShard.statuses.count + slot]
        if count > 0 {
          sample("heed_http_requests_total", [("route", "\(route.path)"), ("status", "\(status)")], count)
        }
      }
    }
    let name = "heed_http_request_duration_seconds"
    family(name, "histogram", "Time from a request's arrival to its answer, by route.")
    for route in Route.allCases { histogram(name, route, sums) }
  }

  private mutating func histogram(_ name: String, _ route: Route, _ sums: MetricsSums) {
    let width = MetricsShard.bounds.count + 2
    let values = sums.latencies[route.rawValue * width..<(route.rawValue + 1) * width]
    let buckets = values.dropLast()
    guard buckets.contains(where: { $0 > 0 }), let nanoseconds = values.last else { return }
    var total = 0
    let bounds = MetricsShard.bounds.map { "\(Double($0) / 1e9)" } + ["+Inf"]
    for (bound, count) in zip(bounds, buckets) {
      total += count
      sample("\(name)_bucket", [("route", "\(route.path)"), ("le", bound)], total)
    }
    sample("\(name)_sum", [("route", "\(route.path)")], Double(nanoseconds) / 1e9)
    sample("\(name)_count", [("route", "\(route.path)")], total)
  }

  /// Decisions by tier, and their flags.
  mutating func decisions(_ sums: MetricsSums, tiers: [String]) {
    family("heed_decisions_total", "counter", "Decisions made, by tier.")
    for (slot, tier) in tiers.enumerated() { sample("heed_decisions_total", [("tier", tier)], sums.tiers[slot]) }
    family("heed_decision_flags_total", "counter", "Flags set on decisions.")
    for description in Flags.descriptions {
      let count = sums.flags[description.flag.rawValue.trailingZeroBitCount]
      sample("heed_decision_flags_total", [("flag", "\(description.label)")], count)
    }
    single(
      "heed_refused_requests_total", "counter", "Requests and items of batches refused for their content.",
      sums.refusedContents)
  }

  /// Requests let in by key, and those that were not by what was the matter.
  mutating func access(_ sums: MetricsSums, _ control: AccessControl) {
    let refused = "heed_http_refused_access_total"
    family(refused, "counter", "Requests refused for who made them or how often, by what was the matter.")
    for reason in AccessRefusal.Reason.allCases {
      sample(refused, [("reason", "\(reason.label)")], sums.refusedAccess[reason.rawValue])
    }
    guard let status = control.keys?.status else { return }
    family("heed_http_requests_by_key_total", "counter", "Requests let in, by the name of their key.")
    for (slot, name) in control.names.all.enumerated() {
      sample("heed_http_requests_by_key_total", [("key", name)], sums.keys[slot])
    }
    single("heed_keys", "gauge", "API keys in force.", status.content.keys.count)
    single("heed_keys_reloads_total", "counter", "How often another file of keys has come into force.", status.reloads)
    single("heed_keys_reload_failures_total", "counter", "How often a broken one was refused.", status.failures)
  }

  /// The policy in force.
  mutating func policy(_ status: PolicyStore.Status) {
    family("heed_policy_info", "gauge", "The policy in force.")
    let policy = status.policy
    sample(
      "heed_policy_info",
      [("name", policy.name), ("version", policy.version), ("phase", policy.settings.phase.rawValue)], 1)
    family("heed_tier_promise_seconds", "gauge", "The target maximum wait of each tier of the policy in force.")
    for tier in policy.settings.tiers {
      sample("heed_tier_promise_seconds", [("tier", tier.name)], tier.promiseSeconds)
    }
    single(
      "heed_policy_loaded_timestamp_seconds", "gauge", "When the policy in force was read.",
      status.loadedAt.timeIntervalSince1970)
    single("heed_policy_reloads_total", "counter", "How often another policy has come into force.", status.reloads)
    single("heed_policy_reload_failures_total", "counter", "How often a broken policy was refused.", status.failures)
    single(
      "heed_follower_outages_total", "counter", "Outages seen that set follower counts to zero.",
      status.content.zeroCounts.outageCount)
  }

  /// The server's connections.
  mutating func connections(_ statistics: ServerStatistics) {
    single("heed_http_connections", "gauge", "Connections open now.", statistics.openConnections)
    single("heed_http_connections_accepted_total", "counter", "Connections accepted.", statistics.acceptedConnections)
    let refused = "heed_http_connections_refused_total"
    family(refused, "counter", "Connections refused, by what there was too much of.")
    sample(refused, [("reason", "connections")], statistics.refusedAtLimit)
    sample(refused, [("reason", "address")], statistics.refusedAtClientLimit)
    sample(refused, [("reason", "descriptors")], statistics.refusedWithoutDescriptor)
  }

  /// What there is of TLS.
  mutating func tls(_ status: CertificateStore.Status, _ statistics: ServerStatistics) {
    let name = "heed_tls_certificate_expiry_timestamp_seconds"
    family(name, "gauge", "When the certificate in force expires, by the kind of its key.")
    for certificate in status.certificates { sample(name, [("key", certificate.keyKind)], certificate.expires) }
    single("heed_tls_reloads_total", "counter", "How often the certificates were read anew.", status.reloads)
    single(
      "heed_tls_reload_failures_total", "counter", "How often broken certificates were refused.", status.failures)
    single("heed_tls_handshakes_total", "counter", "TLS handshakes that came to their end.", statistics.handshakes)
    single(
      "heed_tls_handshake_failures_total", "counter", "TLS handshakes that failed or were given up.",
      statistics.failedHandshakes)
  }

  /// The process, under the names that Prometheus' own clients use.
  mutating func process(_ figures: ProcessFigures) {
    single("process_cpu_seconds_total", "counter", "User and system time spent.", figures.cpuSeconds)
    single("process_resident_memory_bytes", "gauge", "Resident memory.", figures.residentBytes)
    single("process_open_fds", "gauge", "Open file descriptors.", figures.openDescriptors)
    single("process_start_time_seconds", "gauge", "When the process started.", figures.startedAt)
  }

  /// A metric without labels.
  mutating func single(_ name: String, _ type: String, _ help: String, _ value: Int) {
    family(name, type, help)
    line(name, [], "\(value)")
  }

  mutating func single(_ name: String, _ type: String, _ help: String, _ value: Double) {
    family(name, type, help)
    line(name, [], "\(value)")
  }

  mutating func family(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Int) {
    line(name, labels, "\(value)")
  }

  mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Double) {
    line(name, labels, "\(value)")
  }

  mutating func line(_ name: String, _ labels: [(String, String)], _ value: String) {
    let pairs = labels.map { "\($0)=\"\(Self.escape($1))\"" }.joined(separator: ",")
    text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(pairs)} \(value)\n"
  }

  private static func escape(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
