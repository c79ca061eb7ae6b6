/// What a node's memory begins with.
struct NodeHeader {
  /// Slots in use.
  var count: Int32
  /// Levels below: 0 in a leaf.
  var height: Int32
}
