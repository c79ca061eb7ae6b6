/// The factors that come from the ticket alone. Conduct and social signals never touch them.
struct NeedFactors {
  var severity: Reading?
  var repeatContact: Reading?
  var incident: Reading?

  init(_ ticket: Ticket, _ policy: Policy, now: Instant) {
    if let level = ticket.severity {
      severity = Reading(policy.settings.severity[level], source: .ticket, reason: .severity(level))
    }
    if let contacts = ticket.unresolvedContacts {
      let most = policy.settings.repeatContactsForAll
      repeatContact = Reading(
        Double(min(contacts, most)) / Double(most), source: .ticket, reason: .repeatContacts(contacts))
    }
    if let surge = ticket.incident {
      incident = Reading(
        surge.probability, age: surge.observedAt.map { max(0, now.seconds(since: $0)) }, source: .watcher,
        reason: .incident(probability: surge.probability))
    }
  }
}
