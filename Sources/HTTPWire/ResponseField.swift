/// A header field of a response beside those the server writes itself.
public struct ResponseField: Hashable, Sendable {
  /// The name as sent: a token.
  public let name: String
  /// The value. Control characters are sent as spaces, so that no value can forge a line.
  public let value: String

  /// - Parameters:
  ///   - name: a token; not Connection, Content-Length, Date or Transfer-Encoding, which are the server's; Content-Type only
  ///     where the head's own is nil.
  ///   - value: the value.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
