/// What a node of ``OrderedEntries`` holds a row of: entries in a leaf, nodes in a branch.
protocol NodeSlot {
  /// The most that a node holds.
  static var capacity: Int { get }
  /// The first entry of the slot.
  var least: LineEntry { get }
}

extension LineEntry: NodeSlot {
  /// A kilobyte: long enough that the tree is flat, short enough that shifting it costs no more than finding it.
  static var capacity: Int { 64 }
  var least: LineEntry { self }
}
