import JSON

/// The value of a field of a request.
enum HookFact: Equatable {
  case text(String)
  case integer(Int)
  case number(Double)
  case bool(Bool)
  /// Seconds since 1970, within ``RFC3339/range``.
  case time(Double)

  /// Writes it as the value of a key that stands before it.
  func write(to json: JSONWriter) {
    switch self {
    case .text(let text): json.string(text)
    case .integer(let integer): json.number(integer)
    case .number(let number):
      if let whole = Int(exactly: number) { json.number(whole) } else { json.number(number) }
    case .bool(let bool): json.bool(bool)
    case .time(let seconds): json.time(Int(seconds.rounded(.down)))
    }
  }

  /// The number; nil of what is none.
  var number: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }
}
