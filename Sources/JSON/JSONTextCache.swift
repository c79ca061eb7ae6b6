/// Strings made of a document's texts, kept so that a text that comes again makes no new one: names recur. Of two texts
/// that fall into the same place the later one stays.
public struct JSONTextCache {
  private struct Entry {
    var words: KeyWords
    var string: String
  }

  private var entries: [Entry?]

  /// Makes an empty cache, which keeps up to 64 strings.
  public init() {
    entries = Array(repeating: nil, count: KeyWords.places)
  }

  /// The string of a text, if it is kept.
  public func string(_ text: JSONText) -> String? {
    let words = Self.words(text)
    guard let entry = entries[words.place(Self.multiplier)], entry.words == words,
      text.utf8.count <= KeyWords.longest || Self.equal(entry.string, text)
    else { return nil }
    return entry.string
  }

  /// Makes the string of a text, and keeps it.
  public mutating func keep(_ text: JSONText) -> String {
    let string = String(text)
    let words = Self.words(text)
    entries[words.place(Self.multiplier)] = Entry(words: words, string: string)
    return string
  }

  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func words(_ text: JSONText) -> KeyWords {
    KeyWords(text.utf8.baseAddress.unsafelyUnwrapped, count: text.utf8.count)
  }

  private static func equal(_ string: String, _ text: JSONText) -> Bool {
    string.utf8.withContiguousStorageIfAvailable { JSONText(utf8: $0) == text } ?? false
  }
}
