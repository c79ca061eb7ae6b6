/// The factors that come from the ticket alone. Conduct and social signals never touch them.
struct NeedFactors {
  var severity: Reading?
  var repeatContact: Reading?
  var incident: Reading?

  init(_ ticket: borrowing Ticket, _ policy: Policy, now: Instant) {
    let factors = policy.settings.factors
    if let level = ticket.severity {
      severity = Reading(
        policy.settings.severity[level], factors[.severity], source: .ticket, reason: .severity(level))
    }
    if let contacts = ticket.unresolvedContacts {
      let most = policy.settings.repeatContactsForAll
      repeatContact = Reading(
        Double(min(contacts, most)) / Double(most), factors[.repeatContact], source: .ticket,
        reason: .repeatContacts(contacts))
    }
    if let surge = ticket.incident {
      incident = Reading(
        surge.probability, age: surge.observedAt.map { max(0, now.seconds(since: $0)) }, factors[.incident],
        source: .watcher, reason: .incident(probability: surge.probability))
    }
  }
}
