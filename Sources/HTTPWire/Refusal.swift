/// Why the server itself refuses a request, before or instead of the handler. The connection closes after the answer,
/// as where the next request would begin is not known or not to be trusted.
public struct Refusal: Error, Hashable, Sendable {
  /// The status to answer with.
  public let status: Status
  /// One short sentence for the client, without a full stop. A constant: it never repeats what the client sent.
  public let detail: String
  /// Seconds for `Retry-After`, sent with the answer when present.
  public let retryAfterSeconds: Int?

  /// - Parameters:
  ///   - status: 400 to 599.
  ///   - detail: one short sentence; must not repeat what the client sent.
  ///   - retryAfterSeconds: value of `Retry-After`, none by default.
  public init(_ status: Status, _ detail: String, retryAfterSeconds: Int? = nil) {
    self.status = status
    self.detail = detail
    self.retryAfterSeconds = retryAfterSeconds
  }
}

// Before the request.
extension Refusal {
  public static let plainText = Refusal(.badRequest, "this port speaks HTTPS, and the request came in plain text")
}

// The request line.
extension Refusal {
  public static let malformedRequestLine = Refusal(.badRequest, "the request line is malformed")
  public static let malformedTarget = Refusal(.badRequest, "the request target is malformed")
  public static let badPercentEncoding = Refusal(.badRequest, "the request target has an invalid percent-encoding")
  public static let asteriskTarget = Refusal(.badRequest, "the target * is for OPTIONS only")
  public static let targetTooLong = Refusal(.uriTooLong, "the request target is too long")
  public static let unknownMethod = Refusal(.notImplemented, "the method is not implemented")
  public static let unsupportedVersion = Refusal(.httpVersionNotSupported, "only HTTP/1.1 and HTTP/1.0 are spoken here")
}

// Lines and fields.
extension Refusal {
  public static let bareLF = Refusal(.badRequest, "a line ends in LF without CR")
  public static let bareCR = Refusal(.badRequest, "a CR stands without LF")
  public static let controlInValue = Refusal(.badRequest, "a field value has a control character")
  public static let spaceBeforeField = Refusal(.badRequest, "white space stands before the first field")
  public static let obsoleteFolding = Refusal(.badRequest, "a field is folded over several lines")
  public static let spaceBeforeColon = Refusal(.badRequest, "white space stands before a field's colon")
  public static let missingColon = Refusal(.badRequest, "a field has no colon")
  public static let invalidFieldName = Refusal(.badRequest, "a field name is not a token")
  public static let headerTooLarge = Refusal(.requestHeaderFieldsTooLarge, "the header is too large")
  public static let tooManyFields = Refusal(.requestHeaderFieldsTooLarge, "the header has too many fields")
}

// What the fields say.
extension Refusal {
  public static let missingHost = Refusal(.badRequest, "the Host field is missing")
  public static let repeatedHost = Refusal(.badRequest, "the Host field is repeated")
  public static let invalidHost = Refusal(.badRequest, "the Host field is invalid")
  public static let invalidContentLength = Refusal(.badRequest, "the Content-Length is not a number of bytes")
  public static let repeatedContentLength = Refusal(.badRequest, "the Content-Length is repeated")
  public static let lengthAndCoding = Refusal(.badRequest, "Content-Length and Transfer-Encoding exclude each other")
  public static let codingOnHTTP10 = Refusal(.badRequest, "HTTP/1.0 has no Transfer-Encoding")
  public static let malformedCoding = Refusal(.badRequest, "the Transfer-Encoding is not a list of codings")
  public static let misplacedChunked = Refusal(.badRequest, "the Transfer-Encoding must be chunked once, and last")
  public static let unknownCoding = Refusal(.notImplemented, "the only Transfer-Encoding known here is chunked")
  public static let unknownExpectation = Refusal(.expectationFailed, "the only expectation met here is 100-continue")
}

// The body.
extension Refusal {
  public static let invalidChunkSize = Refusal(.badRequest, "a chunk size is not a hexadecimal number of bytes")
  public static let invalidChunkExtension = Refusal(.badRequest, "a chunk extension is malformed")
  public static let invalidChunkEnd = Refusal(.badRequest, "a chunk does not end in CRLF")
  public static let unknownContentCoding = Refusal(
    .unsupportedMediaType, "the body's Content-Encoding is not understood here: send it in gzip, or as it is")
  public static let corruptContent = Refusal(.badRequest, "the body is not gzip, although its Content-Encoding says so")
  public static let truncatedContent = Refusal(.badRequest, "the body is gzip that was cut off")
  public static let tooManyMembers = Refusal(.badRequest, "the body is gzip of too many members")
  public static let contentTooLarge = Refusal(.contentTooLarge, "the body is too large")
}

// Time and load.
extension Refusal {
  public static let headerTimeout = Refusal(.requestTimeout, "the header took too long")
  public static let bodyTimeout = Refusal(.requestTimeout, "the body came too slowly")

  /// The server has as many connections as it may have.
  /// - Parameter retryAfterSeconds: when to come again.
  public static func overloaded(retryAfterSeconds: Int) -> Refusal {
    Refusal(.serviceUnavailable, "too many connections", retryAfterSeconds: retryAfterSeconds)
  }
}
