/// Bytes that are not to be seen: not in logs, not in messages, not in a debugger's dump.
public struct Secret: Equatable, Sendable {
  /// The secret itself, for what is sent or signed with it.
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether it can stand in a field of a request's head as it is: visible ASCII, at least a byte of it.
  public var isToken: Bool { !bytes.isEmpty && bytes.allSatisfy { (0x21...0x7E).contains($0) } }

  /// As text, for a field of a request's head.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  private static let mask = "•••"
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { Self.mask }
  public var debugDescription: String { Self.mask }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
