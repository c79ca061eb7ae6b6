/// The token buckets of many clients, in memory that does not grow.
///
/// A client has its place in one of the table's rows, by its hash. Where no place is its own, it takes that of the row's
/// fullest bucket, *with what is missing in it*: a bucket that is full again is as good as new, and where none is, no
/// debt is forgotten, so that nobody gets rid of one by coming from many addresses (the "space-saving" counters of
/// Metwally, Agrawal and El Abbadi, 2005). What crowding can do is make a newcomer wait for what another took.
struct BucketTable {
  private struct Place {
    var client: UInt64 = 0
    var bucket = TokenBucket()
  }

  private static let rowLength = 8
  private var places: [Place]

  /// - Parameter rows: a power of two.
  init(rows: Int) {
    precondition(rows > 0 && rows & (rows - 1) == 0)
    places = Array(repeating: Place(), count: rows * Self.rowLength)
  }

  /// Takes tokens from a client's bucket if they are there.
  ///
  /// - Parameter client: a hash of the client, which nobody outside can foresee: else a row could be filled on purpose.
  mutating func take(_ cost: Int, of client: UInt64, _ limit: RateLimit, now: UInt64) -> RateStanding {
    let index = place(of: client)
    places[index].client = client
    return RateStanding(taking: cost, from: &places[index].bucket, limit, now: now)
  }

  private func place(of client: UInt64) -> Int {
    let rows = UInt64(places.count / Self.rowLength)
    let first = Int(client & (rows - 1)) * Self.rowLength
    var fullest = first
    for index in first..<first + Self.rowLength {
      if places[index].client == client { return index }
      if places[index].bucket.fullAt < places[fullest].bucket.fullAt { fullest = index }
    }
    return fullest
  }
}
