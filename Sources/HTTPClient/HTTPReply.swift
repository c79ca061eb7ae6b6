/// What another service answered.
public struct HTTPReply: Equatable, Sendable {
  /// 200…999. A redirection is an answer as any other: none is followed.
  public var status: Int
  public var fields: [OutgoingRequest.Field]
  /// The body, without its chunks; its beginning where ``isCut``.
  public var body: [UInt8]
  /// Whether there was more of the body than the client takes, or the connection was cut off where only its end tells that
  /// of the body.
  public var isCut: Bool

  public init(status: Int, fields: [OutgoingRequest.Field] = [], body: [UInt8] = [], isCut: Bool = false) {
    self.status = status
    self.fields = fields
    self.body = body
    self.isCut = isCut
  }

  /// The value of the first field of a name, whose case does not count.
  public func field(_ name: String) -> String? {
    let name = name.lowercased()
    return fields.first { $0.name.lowercased() == name }?.value
  }
}
