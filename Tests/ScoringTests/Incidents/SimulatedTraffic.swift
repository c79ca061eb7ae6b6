import Foundation
import TestSupport

@testable import Scoring

/// Poisson tickets on some topics, with nights, lunch breaks and weekends, fed into a watch.
struct SimulatedTraffic {
  /// Average tickets an hour by topic; the topic's name is its index.
  var rates: [Double]
  /// What each topic's rate is multiplied with.
  var surge = 1.0
  var generator: SeededGenerator

  /// The level of an hour of the week (0 is Thursday's first), 1 on average: a day at work, and a third of it on
  /// Saturdays and Sundays.
  static let levels: [Double] = {
    let day = [
      0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 1, 1.8, 2.4, 2.5, 2.2, 1.6, 1.8, 2.2, 2.2, 2, 1.7, 1.2, 0.9, 0.7, 0.5, 0.3,
      0.2,
    ]
    let weekend: ClosedRange<Int> = 2...3
    let week = (0..<168).map { (slot: Int) -> Double in day[slot % 24] * (weekend.contains(slot / 24) ? 0.33 : 1.0) }
    let mean = week.reduce(0, +) / 168
    return week.map { $0 / mean }
  }()

  /// Feeds the hours from `start` on, minute by minute, and gives each change with its time.
  mutating func feed(
    _ watch: inout IncidentWatch, from start: Double, hours: Int, each change: (Double, IncidentChange) -> Void
  ) {
    for hour in 0..<hours {
      let begin = start + Double(hour) * 3600
      let level = Self.levels[WeekTime(begin).slot]
      var tickets: [(time: Double, topic: Int)] = []
      for topic in rates.indices {
        let rate = rates[topic] * level * surge / 3600
        var time = begin + gap(rate)
        while time < begin + 3600 {
          tickets.append((time, topic))
          time += gap(rate)
        }
      }
      tickets.sort { $0.time < $1.time }
      var next = tickets.startIndex
      for minute in 1...60 {
        let end = begin + Double(minute) * 60
        while next < tickets.endIndex, tickets[next].time < end {
          watch.observe(topic: "\(tickets[next].topic)", at: tickets[next].time)
          next += 1
        }
        for found in watch.advance(to: end) { change(end, found) }
      }
    }
  }

  private mutating func gap(_ rate: Double) -> Double {
    -log(1 - Double.random(in: 0..<1, using: &generator)) / rate
  }
}
