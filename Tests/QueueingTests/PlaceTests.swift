import Queueing
import Testing

@Suite struct PlaceTests {
  @Test func urgencyIsTheShareOfThePromiseThatIsUsedUp() {
    let place = Place(lane: Lane(desk: "general", tier: "standard", promiseSeconds: 100), key: 40, number: 1)
    #expect(place.urgency(at: 90) == 0.5)
  }

  @Test func theShorterPromiseOvertakes() {
    let slow = Place(lane: Lane(desk: "general", tier: "standard", promiseSeconds: 100), key: 0, number: 1)
    let fast = Place(lane: Lane(desk: "general", tier: "urgent", promiseSeconds: 10), key: 50, number: 2)
    #expect(slow.isAhead(of: fast, at: 52))
    #expect(fast.isAhead(of: slow, at: 60))
  }

  @Test func theFirstAcceptedDecidesBetweenEqualUrgencies() {
    let lane = Lane(desk: "general", tier: "standard", promiseSeconds: 100)
    #expect(Place(lane: lane, key: 0, number: 1).isAhead(of: Place(lane: lane, key: 0, number: 2), at: 10))
  }
}
