import FrontDoors
import Testing
import TestSupport

@Suite("Parameters of queries and forms")
struct FormParametersTests {
  @Test(
    "Names and values are decoded as forms encode them, and what is wrong is left as it is",
    arguments: [
      ("", []), ("&&=&=x&", []),
      ("ticket=T-1&caller=%2B4930+12", ["ticket", "T-1", "caller", "+4930 12"]),
      ("severity&topic=", ["severity", "", "topic", ""]),
      ("a=b=c&%66oo=b%61r", ["a", "b=c", "foo", "bar"]),
      ("a=100%&b=%zz%4&c=%", ["a", "100%", "b", "%zz%4", "c", "%"]),
      ("topic=%E2%98%8E&x=%FF", ["topic", "☎", "x", "\u{FFFD}"]),
    ])
  func decoding(query: String, expected: [String]) {
    let form = FormParameters(bytes: query.utf8)
    #expect(form.parameters.flatMap { [$0.name, $0.value] } == expected)
    #expect(form.warnings.isEmpty)
  }

  @Test("Of a name that is there twice the first counts, which is said once")
  func duplicates() {
    let form = FormParameters(bytes: "a=1&a=2&b=3&a=4".utf8)
    #expect(form.parameters.map(\.value) == ["1", "3"])
    #expect(form["a"] == "1" && form["c"] == nil)
    #expect(form.warnings == ["a is there twice; the first counts"])
  }

  @Test("What is beyond 64 parameters of 2 KiB is not read, and no letter is cut in two")
  func limits() {
    let many = FormParameters(bytes: (0..<1000).map { "p\($0)=\($0)" }.joined(separator: "&").utf8)
    #expect(many.parameters.count == 64 && many.parameters.last?.value == "63")
    #expect(many.warnings == ["there are more than 64 parameters; the rest was not read"])
    let long = FormParameters(bytes: ("a=" + String(repeating: "%C3%A4", count: 5000)).utf8)
    #expect(long["a"] == String(repeating: "ä", count: 1024))
    #expect(long.warnings == ["a is cut at 2048 bytes"])
    let odd = FormParameters(bytes: ("a=x" + String(repeating: "ä", count: 5000)).utf8)
    #expect(odd["a"] == "x" + String(repeating: "ä", count: 1023))
    let exact = FormParameters(bytes: ("a=" + String(repeating: "x", count: 2048)).utf8)
    #expect(exact["a"]?.utf8.count == 2048 && exact.warnings.isEmpty)
  }

  @Test("Any bytes are read, within the limits")
  func anyBytes() {
    var generator = SeededGenerator()
    let alphabet = Array("ab=&%+;2Fc\u{0}\u{C3}é".utf8) + [0xFF, 0x80]
    for _ in 0..<5000 {
      let count = Int.random(in: 0...200, using: &generator)
      let bytes = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      let form = FormParameters(bytes: bytes)
      let place: Comment = "\(generator.description): \(bytes)"
      #expect(form.parameters.count <= 64, place)
      #expect(Set(form.parameters.map(\.name)).count == form.parameters.count, place)
      #expect(form.parameters.allSatisfy { !$0.name.isEmpty && form[$0.name] == $0.value }, place)
    }
  }
}
