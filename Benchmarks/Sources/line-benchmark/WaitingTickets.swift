import CAllocations
import Queueing

/// A line with a number of tickets that stays the same: as many are claimed as are inserted.
struct WaitingTickets {
  static let desks = ["general", "social-care", "key-accounts"]
  /// The default policy's tiers.
  static let lanes = desks.flatMap { desk in
    [("critical", 300.0), ("urgent", 900.0), ("priority", 3600.0), ("standard", 14_400.0)].map {
      Lane(desk: desk, tier: $0.0, promiseSeconds: $0.1)
    }
  }
  /// Seconds between arrivals.
  private static let interval = 0.05

  private var line: Line
  /// The tickets that wait, but for those at the front that were claimed.
  private var places: [Place]
  /// What a reader would hold.
  private var published: Line
  private var now: Double
  private var lastNumber: Int64
  private var random = CheapGenerator()

  /// Heap bytes a ticket that the line took when it was made of rows in order.
  let builtBytes: Double
  /// The time that this took.
  let builtNanoseconds: Double

  init(count: Int) {
    now = 1_795_334_400
    lastNumber = 0
    var places: [Place] = []
    for _ in 0..<count {
      now += Self.interval
      lastNumber += 1
      places.append(Self.newcomer(lastNumber, at: now, &random))
    }
    let sorted = Dictionary(grouping: places, by: \.lane).map { lane, places in
      (lane, places.map { LineEntry(key: $0.key, number: $0.number) }.sorted())
    }
    let before = allocations_in_use()
    let start = ContinuousClock.now
    line = Line(sorted: sorted)
    builtNanoseconds = start.duration(to: .now) / .nanoseconds(1) / Double(count)
    builtBytes = withExtendedLifetime(sorted) { Double(allocations_in_use() - before) / Double(count) }
    published = Line()
    self.places = places
  }

  /// Does an operation `runs` times.
  /// - Returns: The time that each took on average.
  mutating func nanoseconds(of operation: Operation, runs: Int) -> Double {
    // What the operation needs is made ready beforehand, so that it is not in the time.
    let newcomers = (0..<runs).map { _ in newcomer() }
    let waiting = (0..<runs).map { _ in places.indices.randomElement(using: &random) ?? 0 }
    let old = waiting.map { places[$0] }
    let start = ContinuousClock.now
    switch operation {
    case .insert:
      for place in newcomers { line.insert(place) }
    case .claim:
      claim(runs)
    case .position:
      var sum = 0
      for place in old { sum &+= line.ahead(of: place, at: now) }
      precondition(sum != 0)
    case .newcomer:
      var sum = 0
      for place in newcomers { sum &+= line.ahead(of: place, at: now) }
      precondition(sum != 0)
    case .page:
      for place in old {
        let page = line.page(at: now, after: Line.Cursor(place, at: now), limit: 50)
        precondition(page.count <= 50)
      }
    case .move:
      for (index, place) in zip(waiting, newcomers) { move(index, place) }
    case .publish:
      for (index, place) in zip(waiting, newcomers) {
        published = line
        move(index, place)
      }
      published = Line()
    }
    let time = start.duration(to: .now) / .nanoseconds(1) / Double(runs)
    if operation == .insert { places += newcomers }
    if operation == .claim { places.removeAll { !line.contains($0) } }
    return time
  }

  /// Lets all tickets go.
  /// - Returns: The heap bytes that this gave back, a ticket.
  mutating func release() -> Double {
    let before = allocations_in_use()
    line = Line()
    return Double(before - allocations_in_use()) / Double(places.count)
  }

  private mutating func claim(_ runs: Int) {
    for _ in 0..<runs {
      guard let place = line.first(desks: Self.desks, at: now) else { return }
      line.remove(place)
    }
  }

  /// Has a ticket scored again: it goes on with another key, in a lane of its desk.
  private mutating func move(_ index: Int, _ newcomer: Place) {
    let old = places[index]
    let place = Place(lane: newcomer.lane, key: old.key + 1, number: newcomer.number)
    line.remove(old)
    line.insert(place)
    places[index] = place
  }

  private mutating func newcomer() -> Place {
    now += Self.interval
    lastNumber += 1
    return Self.newcomer(lastNumber, at: now, &random)
  }

  /// Most tickets have the long promises, as in a contact centre; a head start is up to a tenth of the promise.
  private static func newcomer(_ number: Int64, at now: Double, _ random: inout CheapGenerator) -> Place {
    let tier = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3].randomElement(using: &random) ?? 3
    let lane = lanes[4 * Int.random(in: 0..<desks.count, using: &random) + tier]
    return Place(lane: lane, key: now - .random(in: 0...0.1, using: &random) * lane.promiseSeconds, number: number)
  }
}
