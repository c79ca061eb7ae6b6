import Testing

@testable import HeedService

@Suite("Readings")
struct ReadingsTests {
  @Test("A story is found by its id and by those of its copies")
  func story() {
    var readings = Readings()
    let story = Readings.Story(growthProbability: 0.5, sharers: 7)
    readings.stories["s-1"] = story
    readings.copies["s-2"] = "s-1"
    readings.copies["s-3"] = "gone"
    #expect(readings.story("s-1") == story && readings.story("s-2") == story)
    #expect(readings.story("s-3") == nil && readings.story("s-4") == nil)
  }

  @Test("What was known beside a request is kept as JSON, and tells decisions apart")
  func inputs() throws {
    var inputs = RecalledInputs()
    #expect(inputs.isEmpty && inputs.json == nil)
    let empty = inputs.digest
    inputs.incidentProbability = 0.9
    inputs.story = Readings.Story(growthProbability: 0.25, sharers: 3)
    inputs.storyID = "s-1"
    inputs.unresolvedContacts = 2
    let json = try JSONTree(json: try #require(inputs.json))
    #expect(json["incident"]["probability"] == .number(0.9) && json["unresolved_contacts"] == .number(2))
    #expect(
      json["story"] == .object(["id": .string("s-1"), "growth_probability": .number(0.25), "sharers": .number(3)]))
    var digests = [empty, inputs.digest]
    inputs.story?.sharers = 4
    digests.append(inputs.digest)
    inputs.incidentProbability = nil
    digests.append(inputs.digest)
    #expect(Set(digests).count == 4)
  }
}
