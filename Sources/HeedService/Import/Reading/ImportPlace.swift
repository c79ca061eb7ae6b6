/// How far a file has been read: what comes before is not read again.
struct ImportPlace: Equatable, Sendable {
  /// The bytes that are behind, from the file's start.
  var offset = 0
  /// The line that comes next, from 1.
  var line = 1
}
