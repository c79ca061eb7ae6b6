/// A topic of a ``TopicTaxonomy``: its name and the broader topics that it belongs to.
public struct Topic: Equatable, Sendable {
  /// The name by which policies and accounts speak of it, such as `air-travel`.
  public var name: String
  /// Another name for it, such as the one that people are shown; nil where there is none.
  public var title: String?
  /// The names of the topics right above it; none for one at the top.
  public var parents: [String]

  /// A topic below its parents.
  public init(_ name: String, title: String? = nil, parents: [String] = []) {
    self.name = name
    self.title = title
    self.parents = parents
  }
}
