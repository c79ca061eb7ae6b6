/// The keys that a kind of object may have, told apart in one step however many there are.
///
///     enum TicketKey: String, CaseIterable { case id, topic, openedAt = "opened_at" }
///     let keys = JSONKeys<TicketKey>()
///
/// A table is made once and its memory kept for good, so that it is copied for nothing: keep it in a global constant.
public struct JSONKeys<Key: CaseIterable & RawRepresentable>: @unchecked Sendable where Key.RawValue == String {
  /// A known key.
  public struct Match {
    /// The key.
    public let key: Key
    /// A bit of its own, for sets of keys.
    public let bit: UInt32

    @usableFromInline let words: KeyWords
  }

  // Written before anybody else has it, and never after that.
  @usableFromInline let matches: UnsafeMutablePointer<Match>
  @usableFromInline let multiplier: UInt64

  /// Makes the table of all cases, of which each is found by its raw value.
  ///
  /// - Precondition: There are at most 32 keys, of at most 24 bytes each.
  public init() {
    precondition(Key.allCases.count <= UInt32.bitWidth)
    let matches = Key.allCases.enumerated().map { index, key in
      Match(key: key, bit: 1 << UInt32(index), words: KeyWords(key.rawValue))
    }
    // Some odd number in the first few gives each key a place of its own.
    let multipliers = (1...10_000).lazy.map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 | 1 }
    guard
      let multiplier = multipliers.first(where: { multiplier in
        Set(matches.map { $0.words.place(multiplier) }).count == matches.count
      })
    else { preconditionFailure("no table for the keys of \(Key.self)") }
    self.multiplier = multiplier
    // An empty place has a key that belongs elsewhere, and so equals none that is looked for here.
    self.matches = .allocate(capacity: KeyWords.places)
    self.matches.initialize(repeating: matches[0], count: KeyWords.places)
    for match in matches { self.matches[match.words.place(multiplier)] = match }
  }

  /// The known key that a document's key is; nil where it is none.
  @inlinable
  @inline(__always)
  public func match(_ text: JSONText) -> Match? {
    // simdjson keeps readable bytes behind its strings, more than eight of them behind the last.
    let words = KeyWords(text.utf8.baseAddress.unsafelyUnwrapped, count: text.utf8.count)
    let match = matches[words.place(multiplier)]
    return match.words == words ? match : nil
  }
}
