import Foundation
import HTTPServer
import HTTPWire
import JSON
import Queueing
import Scoring

extension Service {
  /// The answers of the routes that operators ask.
  func answer(to route: Route) -> Answer {
    switch route {
    case .livez: status("alive")
    case .readyz: readiness
    case .health: health
    case .metrics: metrics
    case .openapi: PageAnswers.contract
    case .openapiJSON: PageAnswers.contractJSON
    case .board: PageAnswers.board
    case .reference: PageAnswers.reference
    default: Answer(Problem(kind: .notFound, status: 404, detail: "there is nothing here"))
    }
  }

  private var readiness: Answer {
    if isDraining { return Answer(Problem(kind: .notReady, status: 503, detail: "the service is stopping")) }
    if let reason = queue?.status.reason {
      return Answer(Problem(kind: .notReady, status: 503, detail: "the queue is not ready: \(reason)"))
    }
    return status("ready")
  }

  private func status(_ status: String) -> Answer {
    let json = JSONWriter()
    json.object { json.key("status").string(status) }
    return Answer(head: ResponseHead(.ok, contentType: MediaType.json), body: [UInt8](json.bytes))
  }

  private var metrics: Answer {
    let sums = sums
    var writer = MetricsWriter()
    writer.requests(sums)
    writer.access(sums, access)
    writer.decisions(sums, tiers: tiers.all)
    writer.policy(policies.status)
    if let queue {
      writer.queue(queue)
      writer.memory(queue)
      writer.events(queue.events)
      if let worker = queue.writeBack { writer.outbox(worker.figures, now: queue.clock.now) }
    }
    writer.outage(policies.status.content.zeroCounts, at: now)
    writer.hooks(hookFigures.all)
    if let statistics { writer.connections(statistics) }
    if let statistics, let certificates { writer.tls(certificates.status, statistics) }
    writer.process(ProcessFigures(startedAt: startedAt.timeIntervalSince1970))
    return Answer(head: ResponseHead(.ok, contentType: MediaType.metrics), body: [UInt8](writer.text.utf8))
  }

  /// A summary for a person.
  private var health: Answer {
    let json = JSONWriter()
    let sums = sums
    json.object {
      json.key("status").string(isDraining ? "draining" : "ok")
      json.key("version").string(HeedVersion.current)
      json.key("started_at").time(Int(startedAt.timeIntervalSince1970))
      json.key("uptime_seconds").number(Date().timeIntervalSince(startedAt), decimals: 0)
      json.key("policy").object { policyHealth(json) }
      if let keys = access.keys?.status { json.key("keys").object { keysHealth(json, keys) } }
      if let queue {
        json.key("queue").object { queueHealth(json, queue) }
        json.key("memory").object { memoryHealth(json, queue.snapshot) }
      }
      json.key("requests").number(sums.requestCount)
      json.key("decisions").number(sums.decisionCount)
      json.key("refused").number(sums.refusedContents)
      json.key("connections").number(statistics?.openConnections ?? 0)
      if let certificates { json.key("tls").object { tlsHealth(certificates.status, json) } }
    }
    return Answer(
      head: ResponseHead(.ok, contentType: MediaType.json), body: IndentedJSON.indent(json.bytes) + [0x0A])
  }

  private func queueHealth(_ json: JSONWriter, _ queue: TicketQueue) {
    let (status, state) = (queue.status, queue.snapshot.state)
    json.key("status").string(status == .ready ? "ready" : status == .opening ? "opening" : "failing")
    if let reason = status.reason { json.key("reason").string(reason) }
    json.key("waiting").number(state.line.count)
    json.key("leased").number(state.leases.count)
    json.key("agents").number(state.agents.count)
  }

  private func memoryHealth(_ json: JSONWriter, _ snapshot: QueueSnapshot) {
    json.key("customers").number(snapshot.customers)
    json.key("stories").number(snapshot.readings.stories.count)
    json.key("incidents").number(snapshot.readings.open.count)
    json.key("follower_outage").bool(policies.status.content.zeroCounts.isOutage(at: now))
  }

  /// The time that the service goes by, in seconds since 1970.
  private var now: Double { fixedTime?.secondsSince1970 ?? Date().timeIntervalSince1970 }

  private func tlsHealth(_ status: CertificateStore.Status, _ json: JSONWriter) {
    json.key("certificates").array {
      for certificate in status.certificates {
        json.object {
          json.key("key").string(certificate.keyKind)
          json.key("subject").string(certificate.subject)
          json.key("names").string(certificate.names)
          json.key("expires_at").time(certificate.expires)
        }
      }
    }
    json.key("reloads").number(status.reloads)
    json.key("reload_failures").number(status.failures)
    if let failure = status.lastFailure { json.key("last_failure").string(failure) }
  }

  private func policyHealth(_ json: JSONWriter) {
    let status = policies.status
    json.key("name").string(status.policy.name)
    json.key("version").string(status.policy.version)
    json.key("phase").string(status.policy.settings.phase.rawValue)
    reloads(json, status)
  }

  private func keysHealth(_ json: JSONWriter, _ status: FileStore<KeyRing>.Status) {
    json.key("count").number(status.content.keys.count)
    reloads(json, status)
  }

  private func reloads<Content>(_ json: JSONWriter, _ status: FileStore<Content>.Status) {
    json.key("loaded_at").time(Int(status.loadedAt.timeIntervalSince1970))
    json.key("reloads").number(status.reloads)
    json.key("reload_failures").number(status.failures)
    if let failure = status.lastFailure { json.key("last_failure").string(failure) }
  }
}
