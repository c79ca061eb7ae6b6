import HTTPWire

/// Why a request is not let in.
enum AccessRefusal: Error, Equatable {
  case noKey
  case otherScheme
  case severalKeys
  case notAKey
  case mistypedKey
  case unknownKey
  case expiredKey
  case scope(Scope)
  /// The key's, or the address', rate is used up.
  case rate(RateStanding)
  /// The address has sent too many keys that are not good.
  case badKeys(RateStanding)

  /// What is told apart in metrics.
  enum Reason: Int, CaseIterable {
    case noKey, badKey, scope, rate

    /// The label.
    var label: StaticString {
      switch self {
      case .noKey: "no-key"
      case .badKey: "bad-key"
      case .scope: "scope"
      case .rate: "rate"
      }
    }
  }

  var reason: Reason {
    switch self {
    case .noKey, .otherScheme: .noKey
    case .severalKeys, .notAKey, .mistypedKey, .unknownKey, .expiredKey: .badKey
    case .scope: .scope
    case .rate, .badKeys: .rate
    }
  }

  private var status: Status {
    switch self {
    case .severalKeys: .badRequest
    case .noKey, .otherScheme, .notAKey, .mistypedKey, .unknownKey, .expiredKey: .unauthorized
    case .scope: .forbidden
    case .rate, .badKeys: .tooManyRequests
    }
  }

  private var detail: String {
    switch self {
    case .noKey:
      "this needs an API key, as Authorization: Bearer KEY, as the password of Authorization: Basic, or as X-API-Key: KEY"
    case .otherScheme: "the Authorization is neither Bearer nor Basic; send the API key as Authorization: Bearer KEY"
    case .severalKeys: "send one API key in one field, and not several"
    case .notAKey: "what was sent is not an API key of Heed's, which is heed_ and 49 letters and digits"
    case .mistypedKey: "the API key is mistyped: its last six characters do not fit the rest"
    case .unknownKey: "the API key is not known here; it may have been revoked"
    case .expiredKey: "the API key has expired; ask the operator for another one"
    case .scope(let scope): Self.missing(scope)
    case .rate: "too many requests; come again after the seconds in Retry-After"
    case .badKeys:
      "too many requests with keys that are not good; mend the key, and come again after the seconds in Retry-After"
    }
  }

  private static func missing(_ scope: Scope) -> String {
    switch scope {
    case .score: "the API key does not have the scope score, which this needs"
    case .queue: "the API key does not have the scope queue, which this needs"
    case .customers: "the API key does not have the scope customers, which this needs"
    case .stories: "the API key does not have the scope stories, which this needs"
    case .metrics: "the API key does not have the scope metrics, which this needs"
    case .admin: "the API key does not have the scope admin, which this needs"
    }
  }

  private var kind: Problem.Kind {
    switch self {
    case .severalKeys: .httpRefused
    case .noKey, .otherScheme, .notAKey, .mistypedKey, .unknownKey, .expiredKey: .unauthorized
    case .scope: .forbidden
    case .rate, .badKeys: .tooManyRequests
    }
  }

  /// What the server is told, where it refuses before the body has come.
  var refusal: Refusal { Refusal(status, detail) }

  /// The answer.
  var answer: Answer {
    var answer = Answer(Problem(kind: kind, status: Int(status.rawValue), detail: detail))
    answer.head.fields = fields
    return answer
  }

  private var fields: [ResponseField] {
    switch self {
    // The challenges of RFC 6750, 3 and RFC 7617, 2; curl and browsers go by them.
    case .noKey, .otherScheme: Self.challenges(#"Bearer realm="heed""#)
    case .notAKey, .mistypedKey, .unknownKey, .expiredKey:
      Self.challenges(#"Bearer realm="heed", error="invalid_token""#)
    case .scope(let scope):
      [
        ResponseField(
          "WWW-Authenticate", #"Bearer realm="heed", error="insufficient_scope", scope="\#(scope.rawValue)""#)
      ]
    case .severalKeys: []
    case .rate(let standing), .badKeys(let standing):
      standing.fields + [ResponseField("Retry-After", String(standing.retryAfterSeconds))]
    }
  }

  private static func challenges(_ bearer: String) -> [ResponseField] {
    [
      ResponseField("WWW-Authenticate", bearer),
      ResponseField("WWW-Authenticate", #"Basic realm="heed", charset="UTF-8""#),
    ]
  }
}
