/// A system that sends webhooks, in a format and with a signature of its own.
public enum HookSystem: String, CaseIterable, Sendable {
  case chatwoot, zammad, zendesk, twilio
  case requestTracker = "request-tracker"
  /// Any other: what its payload means is said by a mapping alone.
  case generic
}
