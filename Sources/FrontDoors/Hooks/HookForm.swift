/// A body as forms are sent (`application/x-www-form-urlencoded`).
struct HookForm {
  /// Names and values in their order, decoded.
  let parameters: [(name: String, value: String)]

  /// Most parameters that are read; TaskRouter sends some forty.
  static let most = 1000

  /// - Returns: nil where there are more parameters than ``most``.
  init?(_ body: [UInt8]) {
    let pairs = body.split(separator: UInt8(ascii: "&"))
    guard pairs.count <= Self.most else { return nil }
    parameters = pairs.map { pair in
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      return (Self.decoded(pair[..<equals]), Self.decoded(pair[equals...].dropFirst()))
    }
  }

  /// Undoes the encoding; a percent sign that no two digits follow stands for itself.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var decoded: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        decoded.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = HookText.hex(String(decoding: rest.prefix(2), as: UTF8.self))
      {
        decoded += code
        rest = rest.dropFirst(2)
      } else {
        decoded.append(byte)
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}
