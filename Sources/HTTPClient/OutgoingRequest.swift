/// A request to another service.
public struct OutgoingRequest: Equatable, Sendable {
  public var method: String
  /// `http://` or `https://`, host, and where there are any port, path and query.
  public var url: String
  /// The fields beside Host, Content-Length, Connection and User-Agent, which the client writes itself. A line break in one is refused.
  public var fields: [Field]
  /// Empty where there is none.
  public var body: [UInt8]

  /// A field of the head.
  public struct Field: Equatable, Sendable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public init(method: String, url: String, fields: [Field] = [], body: [UInt8] = []) {
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
  }
}
