import JSON

/// A request of a telephone system, in the few parameters that a dial plan can send, as a request for a score.
///
/// It never fails: what makes no sense is left out and said in ``warnings``. Parameters that have no value, as where a
/// dial plan's variable is empty, are as if they were not there, and so are those that are not known.
public struct TelephonyRequest: Equatable, Sendable {
  /// The ticket's id: the parameter `ticket`, or `call-` and the digits of the caller, or `call`.
  public let ticket: String
  /// The identity by which the caller is found among the customers, such as `phone:+49301234567`, from the parameter
  /// `caller`; nil where the caller is anonymous.
  public let identity: String?
  /// The customer's id, from the parameter `customer`.
  public let customer: String?
  /// `low`, `normal`, `high` or `critical`.
  public let severity: String?
  /// What the call is about.
  public let topic: String?
  /// On which channel it came; `phone` where nothing else is said.
  public let channel: String
  /// What a plain answer is to show, from the parameter `field`.
  public let field: Field
  /// What was left out or cut, a sentence each.
  public let warnings: [String]

  /// - Parameter parameters: Of a query and a form together. Their warnings come before those of the request.
  public init(parameters: FormParameters) {
    self.init(parameters: parameters.parameters, warnings: parameters.warnings)
  }

  /// - Parameter parameters: Of each name the first counts. Names are in small letters.
  public init(parameters: [(name: String, value: String)]) {
    self.init(parameters: parameters, warnings: [])
  }

  private init(parameters: [(name: String, value: String)], warnings known: [String]) {
    var reader = Reader(parameters: parameters)
    (identity, ticket) = reader.caller(ticket: reader.name("ticket"))
    customer = reader.name("customer", canBeCut: false)
    severity = reader.severity()
    topic = reader.name("topic")
    channel = reader.name("channel") ?? "phone"
    field = reader.field()
    warnings = known + reader.warnings
  }

  /// The body of the request for a score.
  public var json: [UInt8] {
    let json = JSONWriter(capacity: 512)
    json.object {
      json.key("ticket").object {
        json.key("id").string(ticket)
        json.key("channel").string(channel)
        if let severity { json.key("severity").string(severity) }
        if let topic { json.key("topic").string(topic) }
      }
      if customer != nil || identity != nil {
        json.key("customer").object {
          if let customer { json.key("id").string(customer) }
          if let identity { json.key("identity").string(identity) }
        }
      }
    }
    return Array(json.bytes)
  }
}

/// Takes values out of parameters, and notes what is wrong with them.
private struct Reader {
  let parameters: [(name: String, value: String)]
  var warnings: [String] = []

  /// As a request for a score may have: in characters (Unicode scalars).
  static let longestName = 128

  init(parameters: [(name: String, value: String)]) {
    self.parameters = parameters
  }

  func value(_ name: String) -> String? {
    parameters.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  /// A text without control characters.
  ///
  /// - Parameter canBeCut: Whether a part of it will do. That of a customer's id may be another customer's.
  mutating func name(_ name: String, canBeCut: Bool = true) -> String? {
    guard let value = value(name) else { return nil }
    let text = trimmed(value.oneLine)
    guard !text.isEmpty else { return nil }
    guard text.unicodeScalars.count > Self.longestName else { return text }
    guard canBeCut else {
      warnings.append("\(name) is longer than \(Self.longestName) characters, and was left out")
      return nil
    }
    warnings.append("\(name) is cut at \(Self.longestName) characters")
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: text.unicodeScalars.prefix(Self.longestName))
    return trimmed(String(cut))
  }

  mutating func severity() -> String? {
    guard let value = value("severity") else { return nil }
    let text = trimmed(value).lowercased()
    if ["low", "normal", "high", "critical"].contains(text) { return text }
    warnings.append("severity is none of low, normal, high and critical, and was left out")
    return nil
  }

  mutating func field() -> TelephonyRequest.Field {
    guard let value = value("field") else { return .seconds }
    if let field = TelephonyRequest.Field(rawValue: trimmed(value).lowercased()) { return field }
    let names = TelephonyRequest.Field.allCases.map(\.rawValue).joined(separator: ", ")
    warnings.append("field is none of \(names); seconds is shown")
    return .seconds
  }

  /// The caller's identity, and the id of the ticket.
  mutating func caller(ticket: String?) -> (identity: String?, ticket: String) {
    guard let value = value("caller") else { return (nil, ticket ?? "call") }
    switch Caller(value) {
    case .number(let number):
      return ("phone:\(number)", ticket ?? "call-\(number.drop { $0 == "+" })")
    case .anonymous:
      return (nil, ticket ?? "call")
    case .other:
      warnings.append("caller is no telephone number, and was left out")
      return (nil, ticket ?? "call")
    }
  }

  private func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
