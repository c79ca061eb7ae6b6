import TestSupport
import Testing

@testable import Scoring

@Suite("Index of posts")
struct PostIndexTests {
  @Test("Finds the post that comparing with each finds, while posts come and go")
  func sameAsBruteForce() {
    var generator = SeededGenerator()
    var index = PostIndex()
    var posts: [(id: String, sketch: PostSketch, words: [String])] = []
    var found = 0
    for step in 0..<4000 {
      let copied = posts.isEmpty || Bool.random(using: &generator) ? nil : posts.randomElement(using: &generator)
      let words =
        copied.map { PostSketchTests.changed($0.words, &generator) } ?? PostSketchTests.words(0...60, &generator)
      let sketch = PostSketch(words.joined(separator: " "))
      let expected = sketch.isTelling ? posts.filter { $0.sketch.isTelling && $0.sketch.jaccard(sketch) >= 0.8 } : []
      let best = expected.map { $0.sketch.jaccard(sketch) }.max()
      let nearest = index.nearest(sketch)
      #expect(nearest?.jaccard == best, "\(generator), step \(step)")
      #expect(nearest?.id == expected.first { $0.sketch.jaccard(sketch) == best }?.id, "\(generator), step \(step)")
      if nearest != nil { found += 1 }
      if posts.count > 300 || Int.random(in: 0..<4, using: &generator) == 0, !posts.isEmpty {
        index.remove(posts.remove(at: Int.random(in: posts.indices, using: &generator)).id)
      }
      index.add("p\(step)", sketch)
      posts.append(("p\(step)", sketch, words))
      #expect(index.count == posts.count { $0.sketch.isTelling }, "\(generator), step \(step)")
    }
    #expect(found > 500, "\(generator): \(found) copies among 4000 posts")
  }

  @Test("Finds what comparing with each finds among posts of about as many words as are kept")
  func aroundTheLimit() {
    var generator = SeededGenerator()
    var index = PostIndex()
    var sketches: [PostSketch] = []
    var found = 0
    for step in 0..<300 {
      let start = Int.random(in: 0...40, using: &generator)
      let sketch = PostSketch(
        (start..<start + .random(in: 180...320, using: &generator)).map { "w\($0)" }.joined(separator: " "))
      let best = sketches.map { $0.jaccard(sketch) }.filter { $0 >= 0.8 }.max()
      let nearest = index.nearest(sketch)
      #expect(nearest?.jaccard == best, "\(generator), step \(step): \(sketch.count)")
      if nearest != nil { found += 1 }
      index.add("p\(step)", sketch)
      sketches.append(sketch)
    }
    #expect(found > 100, "\(generator): \(found)")
  }

  @Test("A post added again takes the place of the former one; one that was never added can be removed")
  func again() {
    var index = PostIndex()
    let (first, second) = (PostSketch("one two three four five six"), PostSketch("seven eight nine ten eleven twelve"))
    index.add("a", first)
    index.add("a", second)
    index.remove("b")
    #expect(index.count == 1)
    #expect(index.nearest(first) == nil)
    #expect(index.nearest(second)?.id == "a")
  }

  @Test("What is too short to be told from others is nobody's copy")
  func short() {
    var index = PostIndex()
    index.add("a", PostSketch("thank you so much"))
    #expect(index.count == 0 && index.nearest(PostSketch("thank you so much")) == nil)
    index.add("a", PostSketch("thank you so very much"))
    #expect(index.nearest(PostSketch("@acme Thank you so very much!"))?.jaccard == 1)
  }

  @Test("Long posts are found by their sketches")
  func long() {
    let words = (0..<2000).map { "w\($0)" }
    var copy = words
    for position in stride(from: 0, to: copy.count, by: 50) { copy[position] = "changed" }
    var index = PostIndex()
    index.add("a", PostSketch(words.joined(separator: " ")))
    #expect(index.nearest(PostSketch(copy.joined(separator: " ")))?.id == "a")
    #expect(index.nearest(PostSketch((0..<2000).map { "v\($0)" }.joined(separator: " "))) == nil)
  }
}
