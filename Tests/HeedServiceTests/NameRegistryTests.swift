import Testing

@testable import HeedService

@Suite("Names in metrics")
struct NameRegistryTests {
  @Test("A name keeps its slot; when slots run out the last one is for all others, and says so")
  func slots() {
    let registry = NameRegistry(capacity: 3)
    #expect(registry.slots(of: ["a", "b"]) == [0, 1])
    #expect(registry.slots(of: ["b", "c", "d", "a"]) == [1, 2, 2, 0])
    #expect(registry.all == ["a", "b", "other"])
  }
}
