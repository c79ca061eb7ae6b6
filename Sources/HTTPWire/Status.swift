/// A response's status code.
public struct Status: RawRepresentable, Hashable, Sendable {
  /// Three digits, 100 to 599.
  public let rawValue: UInt16

  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  init(_ rawValue: UInt16) {
    self.rawValue = rawValue
  }

  public static let ok = Status(200)
  public static let created = Status(201)
  public static let accepted = Status(202)
  public static let noContent = Status(204)
  public static let notModified = Status(304)
  public static let badRequest = Status(400)
  public static let unauthorized = Status(401)
  public static let forbidden = Status(403)
  public static let notFound = Status(404)
  public static let methodNotAllowed = Status(405)
  public static let notAcceptable = Status(406)
  public static let requestTimeout = Status(408)
  public static let conflict = Status(409)
  public static let gone = Status(410)
  public static let lengthRequired = Status(411)
  public static let preconditionFailed = Status(412)
  public static let contentTooLarge = Status(413)
  public static let uriTooLong = Status(414)
  public static let unsupportedMediaType = Status(415)
  public static let expectationFailed = Status(417)
  public static let unprocessableContent = Status(422)
  public static let preconditionRequired = Status(428)
  public static let tooManyRequests = Status(429)
  public static let requestHeaderFieldsTooLarge = Status(431)
  public static let internalServerError = Status(500)
  public static let notImplemented = Status(501)
  public static let badGateway = Status(502)
  public static let serviceUnavailable = Status(503)
  public static let gatewayTimeout = Status(504)
  public static let httpVersionNotSupported = Status(505)

  /// Whether a response with this status may carry a body (RFC 9110, 6.4.1).
  public var allowsBody: Bool {
    rawValue >= 200 && rawValue != 204 && rawValue != 304
  }

  /// The reason phrase, "Status" for codes without one here.
  public var reason: String {
    let line = self.line
    guard line.utf8CodeUnitCount > 0 else { return "Status" }
    return line.withUTF8Buffer { String(decoding: $0.dropFirst(13).dropLast(2), as: UTF8.self) }
  }
}
