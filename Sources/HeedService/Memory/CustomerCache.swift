import Synchronization

/// Customers that were asked for lately, by id and by identity, for all threads. It holds so many and no more: who was not
/// asked for since the hand came by last makes room (the clock algorithm).
///
/// It never shows what is older than the last write that was answered: a write takes a customer out before it is answered,
/// and what was read before that is not put in afterwards.
final class CustomerCache: Sendable {
  /// What an entry is found by: the bytes of an id or of an identity.
  struct Key {
    let bytes: UnsafeRawBufferPointer
    let isIdentity: Bool
  }

  enum Entry {
    case customer(KnownCustomer)
    /// Whose identity it is; nil: nobody's.
    case owner(String?)
  }

  struct Figures {
    var entries = 0
    var hits = 0
    var misses = 0
    var evictions = 0
  }

  fileprivate struct Slot {
    var hash: UInt64
    var key: [UInt8]
    var isIdentity: Bool
    var entry: Entry
    var wasAsked: Bool
  }

  fileprivate struct Shard {
    var indices: [UInt64: Int] = [:]
    var slots: [Slot] = []
    var hand = 0
    /// Increases with each write that takes an entry out.
    var generation: UInt64 = 0
    var figures = Figures()
  }

  private static let shardCount = 16
  private let shards: [Box]
  private let mostPerShard: Int
  private let seed = UInt64.random(in: 0 ... .max)

  private final class Box: Sendable {
    let shard = Mutex(Shard())
  }

  init(most: Int) {
    mostPerShard = max(1, most / Self.shardCount)
    shards = (0..<Self.shardCount).map { _ in Box() }
  }

  /// - Returns: nil where it is not here, and the generation to hand to ``insert(_:_:generation:)`` what was read since.
  func find(_ key: Key) -> (entry: Entry?, generation: UInt64) {
    let hash = hash(key)
    return box(hash).shard.withLock { shard in
      guard let index = shard.index(hash, key) else {
        shard.figures.misses += 1
        return (nil, shard.generation)
      }
      shard.slots[index].wasAsked = true
      shard.figures.hits += 1
      return (shard.slots[index].entry, shard.generation)
    }
  }

  /// Keeps what was read from the store, unless something of its shard was written since.
  func insert(_ entry: Entry, _ key: Key, generation: UInt64) {
    let hash = hash(key)
    box(hash).shard.withLock { shard in
      guard shard.generation == generation else { return }
      let slot = Slot(
        hash: hash, key: [UInt8](key.bytes), isIdentity: key.isIdentity, entry: entry, wasAsked: false)
      if let index = shard.indices[hash] {
        shard.slots[index] = slot
      } else if shard.slots.count < mostPerShard {
        shard.indices[hash] = shard.slots.count
        shard.slots.append(slot)
      } else {
        let index = shard.room()
        shard.indices[shard.slots[index].hash] = nil
        shard.indices[hash] = index
        shard.slots[index] = slot
        shard.figures.evictions += 1
      }
    }
  }

  /// Takes an entry out that a write has made old.
  func remove(_ text: String, isIdentity: Bool) {
    var text = text
    text.withUTF8 { utf8 in
      let key = Key(bytes: UnsafeRawBufferPointer(utf8), isIdentity: isIdentity)
      let hash = hash(key)
      box(hash).shard.withLock { shard in
        shard.generation += 1
        if let index = shard.index(hash, key) { shard.remove(index) }
      }
    }
  }

  /// Takes all entries out.
  func removeAll() {
    for box in shards {
      box.shard.withLock { shard in
        shard.generation += 1
        shard.indices.removeAll(keepingCapacity: true)
        shard.slots.removeAll(keepingCapacity: true)
        shard.hand = 0
      }
    }
  }

  var figures: Figures {
    shards.reduce(into: Figures()) { sum, box in
      let figures = box.shard.withLock { shard in
        var figures = shard.figures
        figures.entries = shard.slots.count
        return figures
      }
      sum.entries += figures.entries
      sum.hits += figures.hits
      sum.misses += figures.misses
      sum.evictions += figures.evictions
    }
  }

  private func box(_ hash: UInt64) -> Box { shards[Int(hash >> 60)] }

  /// With a seed of its own, so that nobody can choose ids that meet.
  private func hash(_ key: Key) -> UInt64 {
    DecisionID(request: key.bytes, seed: key.isIdentity ? seed : ~seed).high
  }
}

extension CustomerCache.Shard {
  fileprivate func index(_ hash: UInt64, _ key: CustomerCache.Key) -> Int? {
    guard let index = indices[hash], slots[index].isIdentity == key.isIdentity,
      slots[index].key.count == key.bytes.count, slots[index].key.elementsEqual(key.bytes)
    else { return nil }
    return index
  }

  /// The slot of an entry that nobody has asked for since the hand came by last.
  fileprivate mutating func room() -> Int {
    while true {
      let index = hand
      hand = hand + 1 < slots.count ? hand + 1 : 0
      if !slots[index].wasAsked { return index }
      slots[index].wasAsked = false
    }
  }

  fileprivate mutating func remove(_ index: Int) {
    indices[slots[index].hash] = nil
    let last = slots.removeLast()
    if index < slots.count {
      slots[index] = last
      indices[last.hash] = index
    }
    if hand >= slots.count { hand = 0 }
  }
}
