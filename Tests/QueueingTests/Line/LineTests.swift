import Queueing
import Testing

@Suite("The line")
struct LineTests {
  private let urgent = Lane(desk: "general", tier: "urgent", promiseSeconds: 10)
  private let standard = Lane(desk: "general", tier: "standard", promiseSeconds: 100)
  private let social = Lane(desk: "social-care", tier: "urgent", promiseSeconds: 10)

  @Test func theNextIsTheMostUrgentOfTheAgentsDesks() {
    var line = Line()
    #expect(line.first(desks: ["general"], at: 0) == nil)
    line.insert(Place(lane: standard, key: 0, number: 1))
    line.insert(Place(lane: urgent, key: 50, number: 2))
    line.insert(Place(lane: social, key: 0, number: 3))
    #expect(line.first(desks: ["general"], at: 52)?.number == 1)
    #expect(line.first(desks: ["general"], at: 60)?.number == 2)
    #expect(line.first(desks: ["general", "social-care"], at: 60)?.number == 3)
    #expect(line.first(desks: [], at: 60) == nil)
  }

  @Test func onlyTheOwnDeskCountsAsAhead() {
    var line = Line()
    for number in 1...3 { line.insert(Place(lane: standard, key: 0, number: Int64(number))) }
    line.insert(Place(lane: social, key: 0, number: 4))
    // 3/10 of its promise have passed, and 30/100 of theirs: as urgent, but they have waited for longer.
    let newcomer = Place(lane: urgent, key: 27, number: 5)
    #expect(line.ahead(of: newcomer, at: 30) == 3)
    #expect(line.ahead(of: newcomer, at: 31) == 0)
  }

  @Test("Where rounding makes urgencies equal, the order within a lane holds")
  func rounding() {
    let now = 1e18
    let (before, after) = (Place(lane: standard, key: 1, number: 2), Place(lane: standard, key: 2, number: 1))
    #expect(before.urgency(at: now) == after.urgency(at: now))
    var line = Line()
    line.insert(after)
    line.insert(before)
    #expect(line.first(desks: ["general"], at: now) == before)
    #expect(line.page(at: now, limit: 2) == [before, after])
    #expect(line.ahead(of: after, at: now) == 1)
    #expect(before.isAhead(of: after, at: now))
  }

  @Test func aRemovedTicketIsGone() {
    var line = Line()
    let place = Place(lane: urgent, key: 1, number: 1)
    line.insert(place)
    #expect(line.contains(place))
    let isRemoved = line.remove(place)
    let isRemovedTwice = line.remove(place)
    #expect(isRemoved && !isRemovedTwice)
    #expect(line.isEmpty && line.lanes.isEmpty && line.head(of: urgent) == nil && !line.contains(place))
    let fromUnknownLane = line.remove(Place(lane: social, key: 1, number: 1))
    #expect(!fromUnknownLane)
  }

  @Test func lanesAreInAStableOrder() {
    var line = Line()
    for (number, lane) in [social, standard, urgent].enumerated() {
      line.insert(Place(lane: lane, key: 0, number: Int64(number)))
    }
    #expect(line.lanes == [urgent, standard, social])
  }

  @Test("Lanes that policies leave behind are dropped, and those in use are kept")
  func manyPolicies() {
    var line = Line()
    let staying = Place(lane: standard, key: 0, number: 0)
    line.insert(staying)
    for number in 1...1000 as ClosedRange<Int64> {
      let lane = Lane(desk: "general", tier: "urgent", promiseSeconds: Double(number))
      let place = Place(lane: lane, key: 0, number: number)
      line.insert(place)
      #expect(line.ahead(of: staying, at: 50) == (number < 100 ? 1 : 0))
      #expect(line.lanes == (number < 100 ? [lane, standard] : [standard, lane]))
      line.remove(place)
    }
    #expect(line.lanes == [standard])
    #expect(line.page(at: 0, limit: 10) == [staying])
  }

  @Test func aLineMadeAtOnceIsAsIfInsertedOneByOne() {
    let lanes = LineFixtures.lanes.enumerated().map { number, lane in
      (lane, (0..<200 * number).map { LineEntry(key: Double($0), number: Int64($0 * 100 + number)) })
    }
    let line = Line(sorted: lanes)
    var other = Line()
    for (lane, entries) in lanes {
      for entry in entries { other.insert(Place(lane: lane, key: entry.key, number: entry.number)) }
    }
    #expect(line.count == other.count)
    #expect(line.lanes == other.lanes)
    #expect(line.page(at: 20_000, limit: .max) == other.page(at: 20_000, limit: .max))
  }
}
