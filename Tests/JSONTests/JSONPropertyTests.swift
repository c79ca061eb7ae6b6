import TestSupport
import Testing

@testable import JSON

@Suite struct JSONPropertyTests {
  /// What mutations put in: the characters that JSON is made of, and things that are nearly right.
  private static let insertions: [[UInt8]] =
    "{}[]:,\"\\0123456789-+.eEtfn \n\u{1}".utf8.map { [$0] }
    + [
      "true", "null", "1e400", "-0", "1e-400", "18446744073709551616", #"\ud800"#, #"\udc00"#, #"\ud83d\ude00"#,
      #"\u00"#,
      "\"\"", "{\"a\":1}", "[[", "]]", "\u{FEFF}", "é", "1.7976931348623159e308", "NaN", "00", "\\\"", "/",
    ].map { Array($0.utf8) } + [[0xC3], [0xED, 0xA0, 0x80], [0x00], [0xFF], [0xF0, 0x9F]]

  private static let documents = [
    example, #"[1,-2.5e10,"é\u00e9\ud83d\ude00",{"a":[],"b":{}},null,true,false]"#, #""\\\"x""#, "12345678901234567890",
    "[0.1e5]",
    #"{"":{"":[[[{"k":"v"}]]]}}"#,
  ].map { Array($0.utf8) }

  private func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
    let place = Int.random(in: 0...bytes.count, using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes.insert(contentsOf: Self.insertions.randomElement(using: &generator)!, at: place)
    case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...4, using: &generator)))
    case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 3 where place < bytes.count: bytes[place] = Self.insertions.randomElement(using: &generator)![0]
    case 4: bytes.removeSubrange(place...)
    default:
      let slice = bytes[place..<min(bytes.count, place + Int.random(in: 1...8, using: &generator))]
      bytes.insert(contentsOf: slice, at: Int.random(in: 0...bytes.count, using: &generator))
    }
  }

  @Test func diagnosisAgreesWithTheParser() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("diagnosis: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let parser = JSONParser(duplicateKeys: .allowed)
    for _ in 0..<30_000 {
      var bytes = Self.documents.randomElement(using: &generator)!
      for _ in 0..<Int.random(in: 1...3, using: &generator) { mutate(&bytes, using: &generator) }
      let error = refusal(bytes, by: parser)
      let diagnosed = bytes.withUnsafeBytes { JSONDiagnosis.firstError(in: $0, maximumDepth: parser.maximumDepth) }
      guard error == diagnosed, (error.map { (0...bytes.count).contains($0.offset) } ?? true) else {
        Issue.record("seed \(seed): \(bytes): \(String(describing: error)), \(String(describing: diagnosed))")
        return
      }
    }
  }

  /// A value to write and find again.
  private indirect enum Tree: Equatable {
    case null, bool(Bool), int(Int), double(UInt64), string(String), array([Tree])
    case object([(String, Tree)])

    static func == (left: Tree, right: Tree) -> Bool {
      switch (left, right) {
      case (.null, .null): true
      case (.bool(let left), .bool(let right)): left == right
      case (.int(let left), .int(let right)): left == right
      case (.double(let left), .double(let right)): left == right
      case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
      case (.array(let left), .array(let right)): left == right
      case (.object(let left), .object(let right)): left.elementsEqual(right) { $0.0 == $1.0 && $0.1 == $1.1 }
      default: false
      }
    }

    init(depth: Int, using generator: inout SeededGenerator) {
      switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
      case 0: self = .null
      case 1: self = .bool(.random(using: &generator))
      case 2: self = .int(Int.random(in: .min ... .max, using: &generator) >> Int.random(in: 0..<64, using: &generator))
      case 3:
        let value = Double(bitPattern: generator.next())
        self = .double((value.isFinite ? value : 0.1).bitPattern)
      case 4: self = .string(Self.text(using: &generator))
      case 5:
        self = .array(
          (0..<Int.random(in: 0..<5, using: &generator)).map { _ in Tree(depth: depth - 1, using: &generator) })
      default:
        self = .object(
          (0..<Int.random(in: 0..<5, using: &generator)).map {
            ("\($0)" + Self.text(using: &generator), Tree(depth: depth - 1, using: &generator))
          })
      }
    }

    init(_ value: JSONValue) {
      switch value.kind {
      case .null: self = .null
      case .bool: self = .bool(value.bool!)
      case .integer, .unsigned: self = .int(value.int!)
      case .double: self = .double(value.double!.bitPattern)
      case .string: self = .string(value.string!)
      case .array: self = .array(value.array!.map { Tree($0) })
      case .object: self = .object(value.object!.map { (String($0.key), Tree($0.value)) })
      }
    }

    private static func text(using generator: inout SeededGenerator) -> String {
      var text = String.UnicodeScalarView()
      let bound = [0x20, 0x80, 0x800, 0x110000].randomElement(using: &generator)!
      for _ in 0..<Int.random(in: 0..<24, using: &generator) {
        text.append(Unicode.Scalar(UInt32.random(in: 0..<UInt32(bound), using: &generator)) ?? "x")
      }
      return String(text)
    }

    func write(to writer: JSONWriter) {
      switch self {
      case .null: writer.null()
      case .bool(let value): writer.bool(value)
      case .int(let value): writer.number(value)
      case .double(let bits): writer.number(Double(bitPattern: bits))
      case .string(let value): writer.string(value)
      case .array(let elements): writer.array { for element in elements { element.write(to: writer) } }
      case .object(let members):
        writer.object { for (key, value) in members { value.write(to: writer.key(escaping: key)) } }
      }
    }
  }

  @Test func whatIsWrittenReadsTheSame() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("round trip: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let parser = JSONParser()
    let writer = JSONWriter(capacity: 0)
    for _ in 0..<3000 {
      let tree = Tree(depth: 4, using: &generator)
      writer.removeAll()
      tree.write(to: writer)
      let read = try parser.parse(copying: writer.bytes)
      #expect(Tree(read) == tree, "seed \(seed): \(String(decoding: writer.bytes, as: UTF8.self))")
    }
  }

  @Test func fixedPointIsWithinHalfAUnit() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let parser = JSONParser()
    for _ in 0..<5000 {
      let value = Double.random(in: -1000...1000, using: &generator)
      let decimals = Int.random(in: 0...9, using: &generator)
      let text = written { $0.number(value, decimals: decimals) }
      let read = try #require(try parser.parse(copying: text.utf8).double)
      let unit = (0..<decimals).reduce(1.0) { unit, _ in unit / 10 }
      #expect(abs(read - value) <= unit * 0.500001 + 1e-12, "seed \(seed): \(value) as \(text)")
      #expect(text != "-0" && !(text.contains(".") && text.hasSuffix("0")), "seed \(seed): \(value) as \(text)")
    }
  }
}
