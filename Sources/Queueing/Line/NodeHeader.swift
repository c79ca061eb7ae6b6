/// What a node's memory begins with: 16 bytes, so that no entry lies across two cache lines.
struct NodeHeader {
  /// Slots in use.
  var count: Int
  /// Levels below: 0 in a leaf.
  var height: Int
}
