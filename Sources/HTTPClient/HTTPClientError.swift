/// Why a request has no answer. Neither the path of a URL nor its query is ever told, nor what stands in fields: both may be
/// secrets.
public struct HTTPClientError: Error, Equatable, Sendable {
  /// What a caller would tell apart.
  public enum Kind: String, CaseIterable, Sendable {
    /// It cannot be sent as it is: the URL is none, or there is a character in it that has no place there. It fails
    /// alike however often it is tried.
    case unsendable
    /// The host is not found, or nobody listens there.
    case unreachable
    /// The certificate is not the host's, or not from an authority that is trusted, or TLS fails.
    case untrusted
    /// It took longer than it was given.
    case timedOut = "timed-out"
    /// The connection ended before the answer did. The receiver may have taken the request for all that.
    case closed
    /// What was answered is no HTTP.
    case malformed
  }

  public let kind: Kind
  /// One sentence for a person, which names the host and no more of the URL.
  public let detail: String

  public init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }
}
