/// What depends on the time.
extension Line {
  /// The ticket that an agent of these desks takes next: of the lanes' first tickets the one with the greatest urgency.
  ///
  /// - Returns: `nil` when none waits at these desks.
  public func first(desks: [String], at now: Double) -> Place? {
    var best: (cursor: Cursor, number: Int)?
    for desk in desks {
      for number in index.lanes(of: desk) {
        guard let head = entries[number].first else { continue }
        let cursor = Cursor(head, promiseSeconds: index.promises[number], at: now)
        if best.map({ cursor.isAhead(of: $0.cursor) }) ?? true { best = (cursor, number) }
      }
    }
    return best.map { Place(lane: index.lanes[$0.number], key: $0.cursor.key, number: $0.cursor.number) }
  }

  /// How many tickets at the place's own desk come before it at the time `now`. It need not be in the line itself.
  public func ahead(of place: Place, at now: Double) -> Int {
    let cursor = Cursor(place, at: now)
    let desk = index.lanes(of: place.lane.desk)
    let own = index.number(of: place.lane, among: desk)
    return desk.reduce(0) { sum, number in
      // In its own lane the order is that of the keys, whatever the time.
      sum + (number == own ? entries[number].rank(of: place.entry) : count(in: number, before: cursor, at: now))
    }
  }

  /// A page of the line, in the order that it has at a time.
  ///
  /// Pages of the same time follow one another without gap or overlap, and what changes between them shows in those to
  /// come. O(limit · lanes + lanes · log n).
  ///
  /// - Parameters:
  ///   - time: The time whose order is shown, for all pages alike.
  ///   - cursor: Where the last ticket of the page before stood at that time; `nil` for the first page.
  ///   - limit: The most tickets to give, ≥ 0.
  ///   - include: Which lanes to show.
  public func page(
    at time: Double, after cursor: Cursor? = nil, limit: Int, where include: (Lane) -> Bool = { _ in true }
  ) -> [Place] {
    precondition(limit >= 0, "a limit is a number of tickets")
    var heads: [PageHead] = []
    for (number, lane) in index.lanes.enumerated() where !entries[number].isEmpty && include(lane) {
      let shown = cursor.map { count(in: number, notAfter: $0, at: time) } ?? 0
      if let head = PageHead(entries[number], from: shown, in: lane, at: time) { heads.append(head) }
    }
    var page: [Place] = []
    page.reserveCapacity(min(limit, count))
    while page.count < limit, var next = heads.indices.first {
      for other in heads.indices.dropFirst() where heads[other].cursor.isAhead(of: heads[next].cursor) { next = other }
      page.append(heads[next].place)
      if !heads[next].advance(at: time) { heads.remove(at: next) }
    }
    return page
  }

  /// How many tickets of a lane come before the cursor.
  private func count(in number: Int, before cursor: Cursor, at now: Double) -> Int {
    let promise = index.promises[number]
    return entries[number].count(near: cursor.key(promiseSeconds: promise, at: now)) {
      Cursor($0, promiseSeconds: promise, at: now).isAhead(of: cursor)
    }
  }

  /// How many tickets of a lane come before the cursor or stand at it.
  private func count(in number: Int, notAfter cursor: Cursor, at now: Double) -> Int {
    let promise = index.promises[number]
    return entries[number].count(near: cursor.key(promiseSeconds: promise, at: now)) {
      !cursor.isAhead(of: Cursor($0, promiseSeconds: promise, at: now))
    }
  }
}

/// The next ticket of a lane that a page takes its tickets from.
private struct PageHead {
  let lane: Lane
  private(set) var cursor: Line.Cursor
  private var rest: OrderedEntries.Iterator

  /// `nil` when the lane has no more than `rank` tickets.
  init?(_ entries: OrderedEntries, from rank: Int, in lane: Lane, at time: Double) {
    rest = OrderedEntries.Iterator(entries, from: rank)
    guard let entry = rest.next() else { return nil }
    self.lane = lane
    cursor = Line.Cursor(entry, promiseSeconds: lane.promiseSeconds, at: time)
  }

  var place: Place { Place(lane: lane, key: cursor.key, number: cursor.number) }

  /// Goes on to the lane's next ticket.
  /// - Returns: Whether there is one.
  mutating func advance(at time: Double) -> Bool {
    guard let entry = rest.next() else { return false }
    cursor = Line.Cursor(entry, promiseSeconds: lane.promiseSeconds, at: time)
    return true
  }
}
