public import JSON

/// Makes of a system's webhook what Heed is to do.
public struct HookTranslator: Sendable {
  let mapping: HookMapping

  public init(_ mapping: HookMapping) {
    self.mapping = mapping
  }

  /// Reads a webhook by the mapping. A value that is missing, or that the service would not accept, is left out of the
  /// request, the latter with a warning; only the ticket's id must be there.
  ///
  /// - Parameter parser: for the body, and for JSON in texts of it.
  /// - Throws: ``HookProblem`` where the body cannot be read, or there is no id.
  public func translate(_ request: HookRequest, parser: JSONParser) throws(HookProblem) -> HookOrder {
    var reading = HookReading(try HookPayload(request, parser: parser))
    let (event, listed) = self.event(in: &reading)
    var action = listed ?? mapping.events.others
    var reason = action == .ignore ? Self.ignored(event) : nil
    if let condition = condition(of: event, action, in: reading) {
      action = condition.action
      reason = action == .ignore ? condition.reason ?? "the mapping ignores it because of \(condition.places)" : nil
    }
    reading.action = action
    var order = HookOrder(action: action, event: event, ticket: "", reason: reason)
    order.delivery = delivery(in: &reading)
    order.ticket = try ticket(in: &reading, isNeeded: action != .ignore)
    switch action {
    case .enqueue, .score, .update: order.request = self.request(order.ticket, &reading)
    case .abandon, .complete, .ignore: break
    }
    order.warnings = reading.warnings
    return order
  }

  /// The event's name, and what the mapping lists for it.
  private func event(in reading: inout HookReading) -> (String, HookOrder.Action?) {
    var first: String?
    for source in mapping.events.at.sources {
      guard let name = reading.text(source, of: "events") else { continue }
      if let action = mapping.events.actions[name.lowercased()] { return (name, action) }
      first = first ?? name
    }
    return (String((first ?? "").prefix(128)), nil)
  }

  /// The condition that holds: one that names the event, or, where the event is not ignored, one for all.
  private func condition(of event: String, _ action: HookOrder.Action, in reading: HookReading) -> HookCondition? {
    mapping.conditions.first { condition in
      let isMeant =
        condition.events.isEmpty
        ? action != .ignore : condition.events.contains { $0.lowercased() == event.lowercased() }
      return isMeant && condition.holds(condition.at.map { reading.payload.value(at: $0) })
    }
  }

  private static func ignored(_ event: String) -> String {
    event.isEmpty ? "the webhook names no event" : "the mapping ignores the event \(event)"
  }

  private func delivery(in reading: inout HookReading) -> String? {
    if case .text(let text)? = reading.fact(mapping.delivery, .name, of: "delivery") { return text }
    return nil
  }

  private func ticket(in reading: inout HookReading, isNeeded: Bool) throws(HookProblem) -> String {
    let rule = mapping.fields[.ticketID] ?? HookRule()
    if case .text(let id)? = reading.fact(rule, .name, of: HookField.ticketID.rawValue) { return id }
    guard isNeeded else { return "" }
    let found = rule.sources.compactMap { source -> String? in
      guard case .path(let path) = source.origin else { return nil }
      let value = reading.payload.value(at: path)
      if value.isStructure { return "an object or a list" }
      return value.scalars.first.map { "\"\($0.prefix(60))\"" }
    }
    throw HookProblem(
      .field, path: rule.places, expected: "the ticket's id, a text of 1 to 128 characters or a number",
      found: found.first ?? "nothing")
  }
}
