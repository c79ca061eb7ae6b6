/// A webhook's request, as it came.
public struct HookRequest {
  /// The URL as the sender called it, with scheme, host and query: what some systems sign.
  public var url: String
  /// The field Content-Type; nil where there is none.
  public var contentType: String?
  /// The body, byte for byte.
  public var body: [UInt8]
  /// The value of a field of the head by its name, whose case does not count; nil where there is none.
  public var field: (String) -> String?

  public init(url: String, contentType: String?, body: [UInt8], field: @escaping (String) -> String?) {
    self.url = url
    self.contentType = contentType
    self.body = body
    self.field = field
  }
}

extension HookRequest {
  /// Whether the body is a form. Where the request does not say, a body that does not begin as JSON does.
  var isForm: Bool {
    guard let contentType, !contentType.isEmpty else {
      return body.first { !HookText.isSpace($0) }.map { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "[") } ?? false
    }
    return contentType.lowercased().hasPrefix("application/x-www-form-urlencoded")
  }

  /// A field of the head without space around it; nil where it is missing or empty.
  func value(_ name: String) -> String? {
    guard let value = field(name).map(HookText.trimmed), !value.isEmpty else { return nil }
    return value
  }
}
