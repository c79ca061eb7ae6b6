import Queueing
import Testing
import TestSupport

/// The bound on overtaking that design §4 states.
@Suite("Overtaking")
struct OvertakingTests {
  private struct Ticket {
    let place: Place
    let arrival: Double
    let headStart: Double
  }

  /// (w − s + hᵢ)/Tᵢ ≥ (w + h_k)/T_k for one that comes s after the other and is claimed after the other's wait w,
  /// so s ≤ w(1 − Tᵢ/T_k) + hᵢ − h_k·Tᵢ/T_k.
  @Test("Whoever overtakes after a wait w arrived in the first w(1 − Tᵢ/T_k) of it, plus the head start")
  func bound() {
    var random = SeededGenerator()
    var line = Line()
    var waiting: [Ticket] = []
    var now = 1_795_334_400.0
    var overtakes = 0
    for index in 0..<LineFixtures.cases {
      now += random.logUniform(0.1...600)
      // Nearly as many claims as arrivals, so that the line gets long and short again.
      if waiting.isEmpty || Int.random(in: 0..<100, using: &random) < (index / 1000 % 2 == 0 ? 55 : 46) {
        let lane = LineFixtures.lanes[Int.random(in: 0..<4, using: &random)]
        let headStart = Double.random(in: 0...0.1, using: &random) * lane.promiseSeconds
        let place = Place(lane: lane, key: now - headStart, number: Int64(index))
        waiting.append(Ticket(place: place, arrival: now, headStart: headStart))
        line.insert(place)
        continue
      }
      let claimed = line.first(desks: ["general"], at: now)
      guard let position = waiting.firstIndex(where: { $0.place == claimed }) else {
        Issue.record("\(random), case \(index): \(claimed as Any) was not waiting")
        return
      }
      let one = waiting.remove(at: position)
      line.remove(one.place)
      for other in waiting where other.arrival < one.arrival {
        let ratio = one.place.lane.promiseSeconds / other.place.lane.promiseSeconds
        let bound = (now - other.arrival) * (1 - ratio) + one.headStart - other.headStart * ratio
        overtakes += 1
        // Times of 10⁹ s are known to 10⁻⁷ s.
        guard one.arrival - other.arrival <= bound + 1e-5 else {
          Issue.record("\(random), case \(index), at \(now): \(one) overtook \(other)")
          return
        }
      }
    }
    #expect(overtakes > LineFixtures.cases / 100, "\(random): nobody was overtaken, so nothing was tested")
  }
}
