/// What a lane keeps of a ticket: where it stands in the lane. Entries are ordered by key, and by number between equals.
public struct LineEntry: Hashable, Sendable {
  /// The least comes first; not NaN. In a lane it is ``Place/key``, in seconds.
  public let key: Double
  /// Decides between equal keys, and tells which ticket it is.
  public let number: Int64

  public init(key: Double, number: Int64) {
    self.key = key
    self.number = number
  }
}

extension LineEntry: Comparable {
  public static func < (one: LineEntry, other: LineEntry) -> Bool {
    one.key == other.key ? one.number < other.number : one.key < other.key
  }
}
