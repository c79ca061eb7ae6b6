/// Which lane has which number in a ``Line``. It never changes: a line that gets a new lane gets a new index, so that
/// snapshots share it.
final class LaneIndex: Sendable {
  /// The lanes by desk, within a desk the shortest promise first.
  let lanes: [Lane]
  /// Their promises in seconds, side by side: all that a comparison needs of a lane.
  let promises: [Double]
  private let desks: [String: Range<Int>]

  /// - Precondition: No lane is there twice.
  init(_ lanes: some Sequence<Lane>) {
    self.lanes = lanes.sorted { one, other in
      (one.desk, one.promiseSeconds, one.tier) < (other.desk, other.promiseSeconds, other.tier)
    }
    promises = self.lanes.map(\.promiseSeconds)
    var desks: [String: Range<Int>] = [:]
    for (index, lane) in self.lanes.enumerated() {
      precondition(index == 0 || self.lanes[index - 1] != lane, "a lane is given twice")
      desks[lane.desk] = (desks[lane.desk]?.lowerBound ?? index)..<index + 1
    }
    self.desks = desks
  }

  /// The lanes of a desk.
  func lanes(of desk: String) -> Range<Int> { desks[desk] ?? 0..<0 }

  func number(of lane: Lane) -> Int? { number(of: lane, among: lanes(of: lane.desk)) }

  /// The number of a lane whose desk has the lanes `desk`.
  func number(of lane: Lane, among desk: Range<Int>) -> Int? {
    desk.first { promises[$0] == lane.promiseSeconds && lanes[$0].tier == lane.tier }
  }
}
