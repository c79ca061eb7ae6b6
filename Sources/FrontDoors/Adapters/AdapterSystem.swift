/// The systems whose own fields a decision can be given in.
public enum AdapterSystem: String, CaseIterable, Sendable {
  case freeswitch
  case asterisk
  case kamailio
  case genesys
  case amazonConnect = "amazon_connect"
  case twilio
  case salesforce
  case zendesk
  case chatwoot
  case zammad
  case requestTracker = "request_tracker"

  /// The systems that a list such as `twilio,zendesk` names, and what in it names none.
  public static func list(_ text: String) -> (systems: Set<AdapterSystem>, unknown: [String]) {
    var systems: Set<AdapterSystem> = []
    var unknown: [String] = []
    for name in text.split(separator: ",") {
      let name = String(name.drop { $0 == " " }).lowercased()
      if let system = AdapterSystem(rawValue: name) { systems.insert(system) } else { unknown.append(name) }
    }
    return (systems, unknown)
  }
}
