/// Why a ``TopicTaxonomy`` could not be made.
public struct TopicTaxonomyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong with the topics.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Value: String {
      case empty = "there are no topics"
      case unnamed = "a topic has no name"
      case duplicate = "another topic has this name"
      case unknownParent = "no topic has the name of this one's parent"
      case cycle = "the topic is above itself"
      case tooMany = "there are more than 1,000,000 topics, or names of 100,000,000 bytes"
    }

    private let value: Value

    /// No topics were given.
    public static let empty = Code(value: .empty)
    /// A name is empty.
    public static let unnamed = Code(value: .unnamed)
    /// Two topics have names that mean the same.
    public static let duplicate = Code(value: .duplicate)
    /// A parent is not among the topics.
    public static let unknownParent = Code(value: .unknownParent)
    /// Going up from a topic leads back to it.
    public static let cycle = Code(value: .cycle)
    /// There are more topics or longer names than a taxonomy holds.
    public static let tooMany = Code(value: .tooMany)

    public var description: String { value.rawValue }
  }

  /// What is wrong.
  public let code: Code
  /// The position of the offending topic among those given, from 0; `nil` when it is none in particular.
  public let index: Int?

  init(_ code: Code, at index: Int? = nil) {
    self.code = code
    self.index = index
  }

  public var description: String { index.map { "\(code), at index \($0)" } ?? code.description }
}
