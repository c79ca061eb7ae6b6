extension Line {
  /// Where a ticket stands at a time, among all lanes: what the order of the line goes by.
  ///
  /// As a cursor it marks the last ticket that was shown. It holds when that ticket is gone, but for the same time only.
  public struct Cursor: Hashable, Sendable {
    /// The share of its promise that the ticket has used up: the greatest comes first.
    public let urgency: Double
    /// Decides between equal urgencies: the least comes first. So rounding can never change the order within a lane,
    /// where a lesser key never has a lesser urgency, but may have an equal one.
    public let key: Double
    /// Decides between equal keys: the first accepted comes first.
    public let number: Int64

    /// A cursor that was taken apart.
    public init(urgency: Double, key: Double, number: Int64) {
      self.urgency = urgency
      self.key = key
      self.number = number
    }

    /// Where a ticket stands at the time `now`.
    public init(_ place: Place, at now: Double) {
      self.init(place.entry, promiseSeconds: place.lane.promiseSeconds, at: now)
    }

    init(_ entry: LineEntry, promiseSeconds: Double, at now: Double) {
      self.init(urgency: (now - entry.key) / promiseSeconds, key: entry.key, number: entry.number)
    }

    /// Whether what stands here comes before what stands at `other`, at the time that both are of.
    public func isAhead(of other: Cursor) -> Bool {
      if urgency != other.urgency { return urgency > other.urgency }
      return key == other.key ? number < other.number : key < other.key
    }

    /// The key that a ticket of a lane with this promise would have if it stood here, but for rounding.
    func key(promiseSeconds: Double, at now: Double) -> Double {
      now - urgency * promiseSeconds
    }
  }
}
