import RealModule

/// Watches stories and says when one has changed so much that the tickets about it are to be scored again.
///
/// What counts is what was *published* last: a ticket keeps the signal that it was scored with until the story's moves
/// by ``step``, or until the story starts or stops growing. It starts at the policy's threshold and stops a little below
/// it, so that it does not flutter. The older a story, the longer a mere move waits (``restShare`` of its age), so that
/// tickets are scored again a few hundred times at most in a week, however it goes on.
///
/// The estimator falls back to its prior when a story is long over, as it forgets; so what is published fades with the
/// time since the last share, by half in ``fadingHalfLife``.
///
/// Each story has a time at which it is looked at next: soon after a share, rarely once it is quiet. A look-round costs
/// what is due, not what is watched.
public struct StoryWatch: Sendable {
  /// The signal (0…1) has to move by so much to be published again.
  public static let step = 0.05
  /// From one publication to the next pass at least so much of the story's age, unless it starts or stops growing.
  public static let restShare = 1.0 / 32
  /// A story stops growing when its probability falls so far below the threshold.
  public static let hysteresis = 0.1
  /// The time without a share in which what is published fades to half, in seconds.
  public static let fadingHalfLife = 21_600.0
  /// A story whose signal is below this…
  public static let overBelow = 0.01
  /// …and that was not shared for so many seconds is over, and dropped.
  public static let overAfter = 21_600.0

  /// How often a look was taken at a story: what the watch costs.
  private(set) var looks = 0

  private let growingFrom: Double
  private let mostStories: Int
  private var slots: [Slot] = []
  private var places: [String: Int] = [:]
  private var free: [Int] = []
  private var schedule = StorySchedule()
  /// Changes of stories that had to make room.
  private var pending: [StoryChange] = []
  /// Where to look for the next one to make room.
  private var cursor = 0

  private struct Slot: Sendable {
    var state: StoryState?
    /// When it was published last, in seconds since 1970.
    var publishedAt = -Double.infinity
    /// Tells the entry of the schedule that holds from those before it.
    var stamp = 0
    /// Whether that entry is due at once.
    var isDue = false
  }

  /// A watch without stories.
  ///
  /// - Parameters:
  ///   - settings: from which probability on a story is growing.
  ///   - mostStories: how many are watched at most, ≥ 1. When there are more, one that matters little makes room.
  public init(settings: StorySettings, mostStories: Int) {
    precondition(mostStories >= 1, "a watch without room for a story")
    growingFrom = settings.growingFrom
    self.mostStories = mostStories
  }

  /// The entries of the schedule, among them those that no longer hold.
  var scheduled: Int { schedule.count }

  /// The number of stories that are watched.
  public var count: Int { places.count }

  /// All stories that are watched, in no order.
  public var states: [StoryState] { slots.compactMap(\.state) }

  /// A story's state; nil where it is not watched.
  public subscript(id: String) -> StoryState? { places[id].flatMap { slots[$0].state } }

  /// Watches a story, or takes in its new state after a share. It is looked at in the next look-round.
  public mutating func put(_ state: StoryState) {
    if let place = places[state.id] {
      slots[place].state = state
      if !slots[place].isDue { makeDue(place) }
      return
    }
    if places.count == mostStories { makeRoom() }
    let place = free.popLast() ?? slots.count
    if place == slots.count { slots.append(Slot()) }
    slots[place].state = state
    places[state.id] = place
    makeDue(place)
  }

  /// Stops watching a story, if it is watched.
  public mutating func remove(id: String) {
    guard let place = places.removeValue(forKey: id) else { return }
    slots[place].state = nil
    slots[place].publishedAt = -.infinity
    slots[place].stamp += 1
    slots[place].isDue = false
    free.append(place)
  }

  /// The growth probability (0…1) of a story at a time: the estimator's, faded by the time since the last share.
  public static func growthProbability(of state: StoryState, at now: Double) -> Double {
    var estimator = state.estimator
    estimator.advance(to: now)
    let quiet = max(0, now - state.lastShareAt)
    return estimator.growthProbability * .exp2(-quiet / fadingHalfLife)
  }

  /// Looks at the stories that are due.
  ///
  /// - Parameter now: Seconds since 1970; what is not finite is no time, and nothing is looked at.
  /// - Returns: what is to be published, each story once; the states have it from now on.
  public mutating func advance(to now: Double) -> [StoryChange] {
    guard now.isFinite else { return [] }
    var changes = pending
    pending = []
    var due: [Int] = []
    while let entry = schedule.popFirst(dueBy: now) {
      if slots[entry.place].stamp == entry.stamp { due.append(entry.place) }
    }
    for place in due {
      if let change = look(at: place, now) { changes.append(change) }
    }
    return changes
  }
}

extension StoryWatch {
  private mutating func look(at place: Int, _ now: Double) -> StoryChange? {
    guard let state = slots[place].state else { return nil }
    looks += 1
    slots[place].isDue = false
    let probability = Self.growthProbability(of: state, at: now)
    let signal = storySignal(growthProbability: probability, sharers: state.sharers)
    let quiet = now - state.lastShareAt
    if signal < Self.overBelow, quiet > Self.overAfter {
      remove(id: state.id)
      return Self.end(of: state)
    }
    enter(place, dueAt: now + min(Self.rarest, max(Self.soonest, quiet / 16)))
    let isGrowing = isGrowing(state, probability)
    let hasMoved = (signal - state.publishedSignal).magnitude >= Self.step
    let hasRested = now - slots[place].publishedAt >= Self.restShare * max(0, now - state.postedAt)
    guard isGrowing != state.isGrowing || hasMoved && hasRested else { return nil }
    slots[place].publishedAt = now
    slots[place].state?.publishedProbability = probability
    slots[place].state?.publishedSharers = state.sharers
    slots[place].state?.isGrowing = isGrowing
    return StoryChange(
      id: state.id, growthProbability: probability, sharers: state.sharers, wasGrowing: state.isGrowing,
      isGrowing: isGrowing, isOver: false)
  }

  private func isGrowing(_ state: StoryState, _ probability: Double) -> Bool {
    let least = state.isGrowing ? max(growingFrom - Self.hysteresis, growingFrom / 2) : growingFrom
    return state.sharers > 0 && probability >= least
  }

  private mutating func makeDue(_ place: Int) {
    slots[place].isDue = true
    enter(place, dueAt: -.infinity)
  }

  private mutating func enter(_ place: Int, dueAt time: Double) {
    slots[place].stamp += 1
    schedule.insert(StorySchedule.Entry(dueAt: time, place: place, stamp: slots[place].stamp))
    // Entries that no longer hold are dropped when they are due; a story that is shared all the time makes many.
    if schedule.count > 4 * slots.count + 64 {
      let current = slots
      schedule.keep { current[$0.place].stamp == $0.stamp }
    }
  }

  /// Drops one of a few stories, taken in turn: the one with the least published signal, of those the longest quiet.
  private mutating func makeRoom() {
    var least: StoryState?
    for _ in 0..<min(Self.mostCompared, slots.count) {
      cursor = (cursor + 1) % slots.count
      guard let state = slots[cursor].state else { continue }
      let isLess =
        least.map { (state.publishedSignal, state.lastShareAt) < ($0.publishedSignal, $0.lastShareAt) } ?? true
      if isLess { least = state }
    }
    guard let least else { return }
    remove(id: least.id)
    pending.append(Self.end(of: least))
  }

  private static func end(of state: StoryState) -> StoryChange {
    StoryChange(
      id: state.id, growthProbability: 0, sharers: state.sharers, wasGrowing: state.isGrowing, isGrowing: false,
      isOver: true)
  }

  /// Seconds to the next look at a story that was just shared, and at one that is quiet.
  private static let soonest = 2.0
  private static let rarest = 120.0
  private static let mostCompared = 32
}
