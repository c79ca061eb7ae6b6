/// A tier as the simulator knows it: how many tickets are of it, and what it promises them.
public struct SimulatedTier: Hashable, Sendable {
  /// A desk that takes a share of a tier's tickets.
  public struct DeskShare: Hashable, Sendable {
    /// The desk.
    public let desk: String
    /// Its part, greater than zero, relative to those of the tier's other desks.
    public let share: Double

    public init(desk: String, share: Double) {
      self.desk = desk
      self.share = share
    }
  }

  /// The tier's name.
  public var name: String
  /// Its part of all tickets, zero or more, relative to those of the other tiers.
  public var share: Double
  /// The target maximum wait in seconds, greater than zero.
  public var promiseSeconds: Double
  /// The desks that answer; tickets are spread over them at random.
  public var desks: [DeskShare]
  /// The most that a ticket's position within the tier credits it, as a share of the promise, 0…1. Positions are spread
  /// evenly over the tier's band.
  public var headStartShare: Double
  /// The mean of the exponential time after which a waiting ticket is given up; nobody gives up if there is none.
  public var patienceSeconds: Double?
  /// How fast priority grows under ``Discipline/accumulating``, greater than zero; 1/promise if there is none.
  public var priorityRate: Double?
  /// How long an agent takes; the scenario's law if there is none.
  public var handling: HandlingLaw?

  /// A tier with one desk.
  public init(
    name: String, share: Double, promiseSeconds: Double, desk: String = "general", headStartShare: Double = 0,
    patienceSeconds: Double? = nil, priorityRate: Double? = nil, handling: HandlingLaw? = nil
  ) {
    self.init(
      name: name, share: share, promiseSeconds: promiseSeconds, desks: [DeskShare(desk: desk, share: 1)],
      headStartShare: headStartShare, patienceSeconds: patienceSeconds, priorityRate: priorityRate, handling: handling)
  }

  /// A tier whose tickets go to several desks.
  public init(
    name: String, share: Double, promiseSeconds: Double, desks: [DeskShare], headStartShare: Double = 0,
    patienceSeconds: Double? = nil, priorityRate: Double? = nil, handling: HandlingLaw? = nil
  ) {
    self.name = name
    self.share = share
    self.promiseSeconds = promiseSeconds
    self.desks = desks
    self.headStartShare = headStartShare
    self.patienceSeconds = patienceSeconds
    self.priorityRate = priorityRate
    self.handling = handling
  }
}
