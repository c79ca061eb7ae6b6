import Queueing
import Testing
import TestSupport

/// The line against one that compares all with all. A failure's message has the seed.
@Suite("Properties of the line")
struct LinePropertyTests {
  /// Changes a line and the naive one alike, at random, and stops at the first `check` that fails.
  private func forAll(
    _ clock: Clock, share: Int = 1, check: (Line, NaiveLine, inout SeededGenerator) -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var random = SeededGenerator()
    var line = Line()
    var naive = NaiveLine()
    var wanted = 0
    for index in 0..<max(1, LineFixtures.cases / share) {
      // Grows and shrinks by turns, down to nothing.
      if index % 500 == 0 { wanted = [0, 3, 40, 250].randomElement(using: &random)! }
      let grows = Int.random(in: 0..<(naive.places.count + wanted + 1), using: &random) <= wanted
      if grows {
        let place = naive.newcomer(clock, &random)
        naive.insert(place)
        line.insert(place)
      } else if let place = naive.places.randomElement(using: &random) {
        naive.remove(place)
        guard line.remove(place) else {
          Issue.record("\(random), \(clock), case \(index): \(place) is gone", sourceLocation: sourceLocation)
          return
        }
      }
      guard line.count == naive.places.count, check(line, naive, &random) else {
        Issue.record("\(random), \(clock), case \(index): \(naive.places)", sourceLocation: sourceLocation)
        return
      }
    }
  }

  @Test("The next ticket is the one that is ahead of all others at the agent's desks", arguments: Clock.allCases)
  func first(clock: Clock) {
    forAll(clock) { line, naive, random in
      let now = clock.now(&random)
      let desks = ["general", "social-care", "key-accounts", "nobody's"].filter { _ in Bool.random(using: &random) }
      return line.first(desks: desks, at: now) == naive.first(desks: desks, at: now)
    }
  }

  @Test("Those ahead of a ticket are those that are ahead of it one by one", arguments: Clock.allCases)
  func ahead(clock: Clock) {
    forAll(clock) { line, naive, random in
      let now = clock.now(&random)
      var other = naive
      let place = naive.places.randomElement(using: &random) ?? other.newcomer(clock, &random)
      let newcomer = other.newcomer(clock, &random)
      return line.ahead(of: place, at: now) == naive.ahead(of: place, at: now)
        && line.ahead(of: newcomer, at: now) == naive.ahead(of: newcomer, at: now)
    }
  }

  @Test("A lane's order and counts are those of its keys", arguments: Clock.allCases)
  func lanes(clock: Clock) {
    forAll(clock) { line, naive, random in
      let lane = LineFixtures.lanes.randomElement(using: &random)!
      let places = naive.inLane(lane)
      let key = places.randomElement(using: &random)?.key ?? clock.key(&random)
      let page = line.page(at: clock.now(&random), limit: .max) { $0 == lane }
      var other = naive
      let newcomer = other.newcomer(clock, &random)
      return page == places && line.count(in: lane) == places.count && line.head(of: lane) == places.first
        && line.count(in: lane, keysAtMost: key) == places.count { $0.key <= key }
        && line.count(desk: lane.desk) == naive.places.count { $0.lane.desk == lane.desk }
        && line.lanes.contains(lane) != places.isEmpty && !line.contains(newcomer)
        && places.allSatisfy { line.contains($0) }
    }
  }

  @Test("Pages have each ticket once, in order", arguments: Clock.allCases)
  func pages(clock: Clock) {
    forAll(clock, share: 10) { line, naive, random in
      let now = clock.now(&random)
      let desks = ["general", "social-care", "key-accounts"].filter { _ in Bool.random(using: &random) }
      let limit = Int.random(in: 1...100, using: &random)
      var shown: [Place] = []
      var cursor: Line.Cursor?
      // No more than there are, lest a cursor that goes back is followed for ever.
      while shown.count <= naive.places.count {
        let page = line.page(at: now, after: cursor, limit: limit) { desks.contains($0.desk) }
        shown += page
        guard page.count == limit, let last = page.last else { break }
        cursor = Line.Cursor(last, at: now)
      }
      return shown == naive.sorted(at: now).filter { desks.contains($0.lane.desk) }
    }
  }

  @Test("A cursor holds when its ticket is gone", arguments: Clock.allCases)
  func cursorOfAbsent(clock: Clock) {
    forAll(clock, share: 4) { line, naive, random in
      let now = clock.now(&random)
      var other = naive
      let gone = other.newcomer(clock, &random)
      let page = line.page(at: now, after: Line.Cursor(gone, at: now), limit: 5)
      return page == Array(naive.sorted(at: now).filter { gone.isAhead(of: $0, at: now) }.prefix(5))
    }
  }

  @Test("Later changes leave a snapshot as it was", arguments: Clock.allCases)
  func snapshots(clock: Clock) {
    var snapshots: [(Line, [Place])] = []
    let now = 1_795_334_400.0
    forAll(clock) { line, naive, random in
      if snapshots.count < 8 {
        snapshots.append((line, naive.sorted(at: now)))
      } else if Int.random(in: 0..<20, using: &random) == 0 {
        let index = snapshots.indices.randomElement(using: &random)!
        let (snapshot, places) = snapshots[index]
        snapshots[index] = (line, naive.sorted(at: now))
        return snapshot.count == places.count && snapshot.page(at: now, limit: .max) == places
      }
      return true
    }
  }
}
