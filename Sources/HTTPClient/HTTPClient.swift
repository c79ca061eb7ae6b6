private import Synchronization

/// Sends requests to other services, by HTTP or HTTPS, a connection each. It waits for the answer, but never longer than it
/// is told.
///
/// Foundation's own client would do, but brings libcurl: another dozen libraries in the container, whose binary is linked
/// without Swift's, and loaded by whatever uses it.
public final class HTTPClient: Sendable {
  private let userAgent: String
  private let connectSeconds: Double
  private let mostBodyBytes: Int
  private let authorities: String?
  /// Made when it is first needed: reading the system's authorities takes some milliseconds.
  private let trust = Mutex<TLSTrust?>(nil)

  /// - Parameters:
  ///   - userAgent: what is sent in the field `User-Agent`.
  ///   - connectSeconds: how long finding the host and connecting to it may take.
  ///   - mostBodyBytes: so much of an answer's body is kept: what comes after is not read.
  ///   - authorities: a file of the certificates (PEM) of those who are trusted; nil: the system's, or those of the file that
  ///     the environment's `SSL_CERT_FILE` names.
  public init(
    userAgent: String = "heed", connectSeconds: Double = 10, mostBodyBytes: Int = 1 << 20, authorities: String? = nil
  ) {
    self.userAgent = userAgent
    self.connectSeconds = connectSeconds
    self.mostBodyBytes = mostBodyBytes
    self.authorities = authorities
  }

  /// Sends a request and waits for the answer, whatever its status: no redirection is followed.
  /// - Parameters:
  ///   - request: the fields that the client writes itself, beside those that ``OutgoingRequest/fields`` names, are
  ///     refused, as is Transfer-Encoding.
  ///   - deadlineSeconds: how long all of it may take, from looking the host up to the last byte of the answer.
  /// - Returns: the last answer: those of 100…199 before it are passed over.
  public func send(_ request: OutgoingRequest, deadlineSeconds: Double) throws(HTTPClientError) -> HTTPReply {
    let deadline = Deadline(inSeconds: deadlineSeconds)
    let address = try HTTPAddress(request.url)
    let bytes = try request.bytes(to: address, userAgent: userAgent)
    let connection = try Connection(
      to: address, trust: address.isSecure ? try sharedTrust() : nil, connectSeconds: connectSeconds, until: deadline)
    var reader = ReplyReader(method: request.method, mostBodyBytes: mostBodyBytes)
    try connection.exchange(bytes, &reader)
    return reader.reply
  }

  private func sharedTrust() throws(HTTPClientError) -> TLSTrust {
    try trust.withLock { (trust) throws(HTTPClientError) in
      if let trust { return trust }
      let made = try TLSTrust(authorities: authorities)
      trust = made
      return made
    }
  }
}
