/// Where the customers of a file go.
protocol ImportDestination: AnyObject {
  /// Most rows, and bytes of them, that it takes at once.
  var mostRows: Int { get }
  var mostBytes: Int { get }
  /// Whether it takes rows as text.
  var wantsBodies: Bool { get }

  /// How far a file was read before; nil: not at all, or nobody knows.
  func standing() throws -> ImportStanding?

  /// Takes rows.
  ///
  /// - Parameter standing: what to remember with them: how far the file has been read then, and what became of the rows
  ///   before these.
  /// - Returns: what became of them; lines are those of the file.
  func take(_ chunk: ImportChunk, _ standing: ImportStanding) throws -> ImportResult

  /// The file has been read to its end.
  func finish() throws
}

/// Rows that go together.
struct ImportChunk {
  var customers: [ImportedCustomer] = []
  /// The rows as JSON, one a line, where they are wanted.
  var bodies: [UInt8] = []
  var byteCount = 0
}
