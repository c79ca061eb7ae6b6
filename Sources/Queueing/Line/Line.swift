/// Who waits, by desk and tier, in the order in which they come next.
///
/// The order at a time is that of ``Place/isAhead(of:at:)``. It changes as time passes, as tickets with short promises
/// overtake, but never within a ``Lane``: so a lane is kept in order, and what is asked of the whole line is put
/// together from its lanes. Each operation takes O(log n) for each lane that it has to look at.
///
/// A copy is a snapshot, and costs two references; the first change after it costs O(lanes + log n). Times are seconds
/// since the moment that keys count from, and finite.
public struct Line: Sendable {
  /// The number of tickets.
  public private(set) var count = 0
  var index: LaneIndex
  /// The tickets of each lane, by its number in ``index``. Lanes stay when they become empty, since they fill again.
  var entries: [OrderedEntries]

  public init() {
    index = LaneIndex([])
    entries = []
  }

  /// A line of many tickets at once, in O(n).
  ///
  /// - Parameter lanes: Each lane once, with its tickets ordered by key and number.
  public init(sorted lanes: some Sequence<(Lane, [LineEntry])>) {
    let lanes = Array(lanes)
    let index = LaneIndex(lanes.map(\.0))
    entries = Array(repeating: OrderedEntries(), count: lanes.count)
    for (lane, tickets) in lanes {
      guard let number = index.number(of: lane) else { preconditionFailure("the index has each lane") }
      entries[number] = OrderedEntries(sorted: tickets)
      count += tickets.count
    }
    self.index = index
  }

  public var isEmpty: Bool { count == 0 }

  /// The lanes in which tickets wait: by desk, within a desk the shortest promise first.
  public var lanes: [Lane] {
    index.lanes.indices.filter { !entries[$0].isEmpty }.map { index.lanes[$0] }
  }

  /// The number of tickets in a lane.
  public func count(in lane: Lane) -> Int {
    index.number(of: lane).map { entries[$0].count } ?? 0
  }

  /// The number of tickets at a desk.
  public func count(desk: String) -> Int {
    index.lanes(of: desk).reduce(0) { $0 + entries[$1].count }
  }

  /// The number of tickets in a lane with a key of `key` or less.
  public func count(in lane: Lane, keysAtMost key: Double) -> Int {
    index.number(of: lane).map { entries[$0].count(keysAtMost: key) } ?? 0
  }

  public func contains(_ place: Place) -> Bool {
    index.number(of: place.lane).map { entries[$0].contains(place.entry) } ?? false
  }

  /// The ticket that is first in a lane, at any time.
  public func head(of lane: Lane) -> Place? {
    index.number(of: lane).flatMap { entries[$0].first }.map { Place($0, in: lane) }
  }

  /// Lets a ticket wait.
  ///
  /// - Precondition: It does not yet, and its key is not NaN.
  public mutating func insert(_ place: Place) {
    let number = index.number(of: place.lane) ?? add(place.lane)
    entries[number].insert(place.entry)
    count += 1
  }

  /// Takes a ticket out.
  /// - Returns: Whether it was there.
  @discardableResult
  public mutating func remove(_ place: Place) -> Bool {
    guard let number = index.number(of: place.lane), entries[number].remove(place.entry) else { return false }
    count -= 1
    return true
  }

  /// Adds a lane, and drops empty ones if there are so many that a change of policies must have left them.
  /// - Returns: Its number.
  private mutating func add(_ lane: Lane) -> Int {
    var waiting = Dictionary(uniqueKeysWithValues: zip(index.lanes, entries))
    let full = waiting.filter { !$0.value.isEmpty }
    if waiting.count - full.count > max(64, full.count) { waiting = full }
    waiting[lane] = OrderedEntries()
    index = LaneIndex(waiting.keys)
    entries = index.lanes.map { waiting[$0] ?? OrderedEntries() }
    guard let number = index.number(of: lane) else { preconditionFailure("the index has each lane") }
    return number
  }
}

extension Place {
  init(_ entry: LineEntry, in lane: Lane) {
    self.init(lane: lane, key: entry.key, number: entry.number)
  }

  var entry: LineEntry { LineEntry(key: key, number: number) }
}
