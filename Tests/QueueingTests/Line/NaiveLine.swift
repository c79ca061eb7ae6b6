import Queueing
import TestSupport

/// A line that compares every ticket with every other, by ``Place/isAhead(of:at:)`` alone.
struct NaiveLine {
  private(set) var places: [Place] = []
  private var lastNumber: Int64 = 0

  /// A ticket that is not in the line. Numbers do not follow keys.
  mutating func newcomer(_ clock: Clock, _ random: inout SeededGenerator) -> Place {
    lastNumber += 1
    let number = lastNumber &* 7919 % 1_000_003
    return Place(lane: LineFixtures.lanes.randomElement(using: &random)!, key: clock.key(&random), number: number)
  }

  mutating func insert(_ place: Place) { places.append(place) }

  mutating func remove(_ place: Place) {
    guard let index = places.firstIndex(of: place) else { return }
    places.swapAt(index, places.count - 1)
    places.removeLast()
  }

  func first(desks: [String], at now: Double) -> Place? {
    places.filter { desks.contains($0.lane.desk) }.min { $0.isAhead(of: $1, at: now) }
  }

  func ahead(of place: Place, at now: Double) -> Int {
    places.count { $0.lane.desk == place.lane.desk && $0.isAhead(of: place, at: now) }
  }

  func sorted(at now: Double) -> [Place] { places.sorted { $0.isAhead(of: $1, at: now) } }

  func inLane(_ lane: Lane) -> [Place] {
    places.filter { $0.lane == lane }.sorted { ($0.key, $0.number) < ($1.key, $1.number) }
  }
}
