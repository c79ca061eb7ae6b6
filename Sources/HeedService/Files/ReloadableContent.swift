public import Logging

/// What is read from files when the service starts, and anew when they change.
public protocol ReloadableContent: Sendable {
  /// What it is called in the log.
  static var title: String { get }
  /// Differs between contents that differ.
  var version: String { get }
  /// What the log says of it when it comes into force.
  var logMetadata: Logger.Metadata { get }
  /// Takes over what is to outlive the content before it.
  mutating func succeed(_ previous: Self)
}
