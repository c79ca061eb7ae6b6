import Scoring
import TestSupport
import Testing

@testable import HeedService

@Suite("Customers in memory")
struct CustomerCacheTests {
  private static func customer(_ id: String, version: Int64) -> KnownCustomer {
    KnownCustomer(
      id: id, version: version, asOf: Instant(secondsSince1970: 0), customer: Customer(), social: SocialSignals(),
      contacts: [], members: [])
  }

  private static func with<Result>(
    _ text: String, isIdentity: Bool, _ body: (CustomerCache.Key) -> Result
  ) -> Result {
    var text = text
    return text.withUTF8 { body(.init(bytes: UnsafeRawBufferPointer($0), isIdentity: isIdentity)) }
  }

  private static func version(_ cache: CustomerCache, _ id: String) -> Int64? {
    with(id, isIdentity: false) { key in
      if case .customer(let customer) = cache.find(key).entry { customer.version } else { nil }
    }
  }

  private static func insert(_ cache: CustomerCache, _ id: String, version: Int64, generation: UInt64? = nil) {
    with(id, isIdentity: false) { key in
      cache.insert(
        .customer(customer(id, version: version)), key, generation: generation ?? cache.find(key).generation)
    }
  }

  @Test("Random reads and writes agree with a model: what is found is the last that was put in and not taken out")
  func model() {
    var random = SeededGenerator()
    let cache = CustomerCache(most: 64)
    var model: [String: Int64] = [:]
    // What somebody has begun to read from a store: at which generation, and what will be found there.
    var underWay: [(id: String, generation: UInt64, version: Int64, isOld: Bool)] = []
    var found = 0
    for step in 1...40_000 {
      let id = "c-\(Int.random(in: 0..<150, using: &random))"
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<8:
        if let version = Self.version(cache, id) {
          found += 1
          #expect(version == model[id] ?? 0, "\(random), step \(step)")
        }
      case 8..<13:
        let generation = Self.with(id, isIdentity: false) { cache.find($0).generation }
        underWay.append((id, generation, model[id] ?? 0, false))
      case 13..<19:
        // The one that began last, or any.
        let index = Bool.random(using: &random) ? underWay.indices.last : underWay.indices.randomElement(using: &random)
        guard let read = index.map({ underWay.remove(at: $0) }) else { continue }
        Self.insert(cache, read.id, version: read.version, generation: read.generation)
        if read.isOld { #expect(Self.version(cache, read.id) != read.version, "\(random), step \(step)") }
      default:
        model[id] = Int64(step)
        cache.remove(id, isIdentity: false)
        #expect(Self.version(cache, id) == nil, "\(random), step \(step)")
        for index in underWay.indices where underWay[index].id == id { underWay[index].isOld = true }
      }
      #expect(cache.figures.entries <= 64, "\(random)")
    }
    #expect(found > 100 && cache.figures.evictions > 100, "\(random): \(cache.figures)")
  }

  @Test("An identity and an id of the same text are two, and nobody is an entry too")
  func kinds() {
    let cache = CustomerCache(most: 100)
    Self.insert(cache, "phone:1", version: 7)
    Self.with("phone:1", isIdentity: true) { key in
      let (entry, generation) = cache.find(key)
      #expect(entry == nil)
      cache.insert(.owner(nil), key, generation: generation)
      guard case .owner(nil) = cache.find(key).entry else {
        Issue.record("it is nobody's")
        return
      }
    }
    #expect(Self.version(cache, "phone:1") == 7)
    cache.remove("phone:1", isIdentity: true)
    #expect(Self.version(cache, "phone:1") == 7)
    cache.removeAll()
    #expect(Self.version(cache, "phone:1") == nil && cache.figures.entries == 0)
  }

  @Test("Whoever is asked for again and again stays, whatever else comes by")
  func clock() {
    let cache = CustomerCache(most: 160)
    Self.insert(cache, "regular", version: 1)
    for number in 0..<5000 {
      #expect(Self.version(cache, "regular") == 1, "after \(number) others")
      Self.insert(cache, "other-\(number)", version: 2)
    }
    #expect(cache.figures.entries <= 160)
  }

  @Test("What was read before a write is not put in after it, though the write was of a customer nobody had asked for")
  func stale() {
    let cache = CustomerCache(most: 100)
    let generation = Self.with("c-1", isIdentity: false) { cache.find($0).generation }
    cache.remove("c-1", isIdentity: false)
    Self.insert(cache, "c-1", version: 1, generation: generation)
    #expect(Self.version(cache, "c-1") == nil)
    let before = Self.with("c-1", isIdentity: false) { cache.find($0).generation }
    cache.removeAll()
    Self.insert(cache, "c-1", version: 1, generation: before)
    #expect(Self.version(cache, "c-1") == nil)
  }
}
