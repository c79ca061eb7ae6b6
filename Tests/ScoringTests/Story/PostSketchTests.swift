import TestSupport
import Testing

@testable import Scoring

@Suite("Sketches of posts")
struct PostSketchTests {
  @Test(
    "What a copy changes does not matter: RT, mentions, addresses, case, punctuation",
    arguments: [
      "RT @ann: The washing machine of Acme burnt my house down http://t.co/abc",
      "rt @bob RT @ann the WASHING machine, of acme: burnt my house down!!! https://example.com/x?y=1",
      "The washing-machine of #Acme burnt my house down (www.example.com)",
      ".@acme \u{201C}The washing\u{2014}machine of Acme burnt my house down\u{201D} &amp; @ann",
    ])
  func copies(_ text: String) {
    let original = PostSketch("The washing machine of Acme burnt my house down")
    #expect(PostSketch(text) == original)
    #expect(PostSketch(text).jaccard(original) == 1)
  }

  @Test("Words within a post are told apart, whatever their script")
  func words() {
    #expect(PostSketch("don't stop").hashes == PostSketch("Don\u{2019}t STOP").hashes)
    #expect(PostSketch("\u{C4}rger mit \u{DC}BER").hashes == PostSketch("\u{E4}rger MIT \u{FC}ber").hashes)
    #expect(PostSketch("art museum").hashes != PostSketch("museum").hashes)
    #expect(PostSketch("a report RT of it").count == 5)
    // Japanese has no spaces: each sign with the one before it.
    let washing = PostSketch("\u{6D17}\u{6FEF}\u{6A5F}\u{304C}\u{71C3}\u{3048}")
    #expect(washing.count == 6)
    #expect(washing.jaccard(PostSketch("\u{6D17}\u{6A5F}\u{6FEF}\u{3048}\u{71C3}\u{304C}")) < 0.2)
    #expect(PostSketch("a < b && c;d").count == 4)
    #expect(PostSketch("\u{1F600}").count == 1)
  }

  @Test("Posts without words have nothing in common", arguments: ["", "   ", "RT @ann: http://a.b", "?!", "@ann @bob"])
  func empty(_ text: String) {
    let sketch = PostSketch(text)
    #expect(sketch.count == 0 && sketch.isWhole && !sketch.isTelling)
    #expect(sketch.jaccard(sketch) == 0)
    #expect(PostSketch(bytes: sketch.bytes) == sketch)
  }

  @Test("The similarity of short posts is exactly the share of words in common, and symmetric")
  func exact() {
    var generator = SeededGenerator()
    for _ in 0..<2000 {
      let first = Self.words(0...40, &generator)
      let second = Bool.random(using: &generator) ? Self.changed(first, &generator) : Self.words(0...40, &generator)
      let (left, right) = (Set(first), Set(second))
      let either = left.union(right).count
      let expected = either == 0 ? 0 : Double(left.intersection(right).count) / Double(either)
      let (one, other) = (PostSketch(first.joined(separator: " ")), PostSketch(second.joined(separator: " ")))
      #expect(one.jaccard(other) == expected, "\(generator): \(first), \(second)")
      #expect(other.jaccard(one) == expected, "\(generator)")
    }
  }

  @Test("The similarity of long posts is estimated within five standard errors")
  func estimated() {
    var generator = SeededGenerator()
    for _ in 0..<100 {
      let first = (0..<Int.random(in: 200...3000, using: &generator)).map { _ in
        "w\(Int.random(in: 0...10_000, using: &generator))"
      }
      var second = first
      let rate = Double.random(in: 0...0.3, using: &generator)
      for index in second.indices where Double.random(in: 0...1, using: &generator) < rate {
        second[index] = "other\(index)"
      }
      let (left, right) = (Set(first), Set(second))
      let expected = Double(left.intersection(right).count) / Double(left.union(right).count)
      let sketch = PostSketch(first.joined(separator: " "))
      #expect(sketch.isWhole == (left.count <= PostSketch.mostHashes), "\(generator)")
      let found = sketch.jaccard(PostSketch(second.joined(separator: " ")))
      #expect(abs(found - expected) < 5 * 0.5 / 16, "\(generator): \(found), not \(expected)")
    }
  }

  @Test("Bytes give back the sketch, and other bytes none")
  func bytes() {
    var generator = SeededGenerator()
    for length in [0, 1, 2, 10, 256, 257, 258, 1000] {
      let words = (0..<length).map { "w\($0)-\(Int.random(in: 0...9, using: &generator))" }
      let sketch = PostSketch(words.joined(separator: " "))
      let bytes = sketch.bytes
      #expect(bytes.count <= 2049)
      #expect(PostSketch(bytes: bytes) == sketch, "\(generator)")
      for cut in [1, 7, 8, 9] where cut <= bytes.count && cut != 8 {
        #expect(PostSketch(bytes: bytes.dropLast(cut)) == nil, "\(cut) of \(bytes.count)")
      }
      if sketch.count > 1 {
        #expect(PostSketch(bytes: bytes[..<1] + bytes[9...].suffix(8) + bytes[1..<9]) == nil)
        #expect(PostSketch(bytes: [bytes[0] ^ 0x80] + bytes.dropFirst()) == nil)
      }
    }
    let expected: [UInt8] = [3, 31, 251, 79, 69, 187, 195, 46, 72, 201, 70, 94, 206, 31, 206, 188, 245]
    // Kept on disk: a change of the hash would make strangers of all posts that are stored.
    #expect(PostSketch("hello world").bytes == expected)
  }

  static func words(_ count: ClosedRange<Int>, _ generator: inout SeededGenerator) -> [String] {
    (0..<Int.random(in: count, using: &generator)).map { _ in "w\(Int.random(in: 0...30, using: &generator))" }
  }

  /// A copy with a few words changed, added or left out.
  static func changed(_ words: [String], _ generator: inout SeededGenerator) -> [String] {
    var words = words
    for _ in 0..<Int.random(in: 0...3, using: &generator) where !words.isEmpty {
      let index = Int.random(in: words.indices, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: words[index] = "changed"
      case 1: words.insert("more", at: index)
      default: words.remove(at: index)
      }
    }
    return words
  }
}
