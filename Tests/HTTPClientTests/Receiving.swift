import HTTPClient
import TestSupport
import Testing

/// Runs `body` with a receiver that does `answer` with each connection, and its URL.
func withReceiver<R>(
  isIPv6: Bool = false, tls certificate: TestCertificate? = nil, _ answer: @escaping TestReceiver.Body,
  _ body: (_ url: String) throws -> R
) rethrows -> R {
  let receiver = TestReceiver(isIPv6: isIPv6, tls: certificate, answer)
  defer { receiver.stop() }
  let host = certificate == nil ? (isIPv6 ? "[::1]" : "127.0.0.1") : "localhost"
  return try body("http\(certificate == nil ? "" : "s")://\(host):\(receiver.port)")
}

/// Runs `body`, which is to fail, and returns how; nil if it did not.
func clientError(_ body: () throws -> Void) -> HTTPClientError? {
  do {
    try body()
    return nil
  } catch let error as HTTPClientError {
    return error
  } catch {
    Issue.record("not the client's error: \(error)")
    return nil
  }
}

extension HTTPClient {
  /// Asks for what stands at a URL, in a time that is always enough.
  func get(_ url: String, seconds: Double = 60) throws(HTTPClientError) -> HTTPReply {
    try send(OutgoingRequest(method: "GET", url: url), deadlineSeconds: seconds)
  }
}
