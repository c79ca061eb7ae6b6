/// The parameters of a query or of a form (`application/x-www-form-urlencoded`), read so that it never fails: a telephone
/// call waits for the answer, and has no use for one that says what is wrong with the request.
///
/// `+` is a space, `%` and two hexadecimal digits a byte, any other `%` itself. Bytes that are no UTF-8 become U+FFFD.
public struct FormParameters: Equatable, Sendable {
  /// How many parameters are read; those that follow are not.
  public static let mostParameters = 64
  /// How many bytes of a name or value are read, decoded.
  public static let longestValue = 2048

  /// A parameter.
  public typealias Parameter = (name: String, value: String)

  /// In the order of the request, each name once.
  public var parameters: [Parameter] { zip(names, values).map { ($0, $1) } }
  /// What was left out, a sentence each.
  public private(set) var warnings: [String] = []

  private var names: [String] = []
  private var values: [String] = []

  /// - Parameter bytes: The query without its `?`, or the body.
  public init(bytes: some Collection<UInt8>) {
    var known: Set<String> = []
    var repeated: Set<String> = []
    for piece in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
      let sign = piece.firstIndex(of: UInt8(ascii: "="))
      let (name, nameIsCut) = Self.text(piece[..<(sign ?? piece.endIndex)])
      guard !name.isEmpty else { continue }
      guard !known.contains(name) else {
        if repeated.insert(name).inserted { warnings.append("\(Self.shown(name)) is there twice; the first counts") }
        continue
      }
      guard known.count < Self.mostParameters else {
        warnings.append("there are more than \(Self.mostParameters) parameters; the rest was not read")
        break
      }
      let (value, valueIsCut) = sign.map { Self.text(piece[piece.index(after: $0)...]) } ?? ("", false)
      if nameIsCut || valueIsCut { warnings.append("\(Self.shown(name)) is cut at \(Self.longestValue) bytes") }
      known.insert(name)
      names.append(name)
      values.append(value)
    }
  }

  /// The value of a parameter; nil where there is none of that name.
  public subscript(name: String) -> String? { names.firstIndex(of: name).map { values[$0] } }

  /// A name or value, and whether it is cut.
  private static func text(_ encoded: some Collection<UInt8>) -> (String, isCut: Bool) {
    // Three bytes at most stand for one: what is beyond that need not be decoded to be left out.
    var bytes = PercentCoding.decode(encoded.prefix(3 * longestValue + 3), plusIsSpace: true)
    guard bytes.count > longestValue else { return (String(decoding: bytes, as: UTF8.self), false) }
    let end = bytes[longestValue]
    bytes.removeSubrange(longestValue...)
    // No letter is cut in two: where one goes on, what there is of it goes.
    if end & 0xC0 == 0x80 {
      while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
      if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
    }
    return (String(decoding: bytes, as: UTF8.self), true)
  }

  /// A name as warnings have it, which are to stand in header fields, too: ASCII, and not long.
  private static func shown(_ name: String) -> String {
    String(name.unicodeScalars.prefix(40).map { (0x20..<0x7F).contains($0.value) ? Character($0) : "?" })
  }
}
