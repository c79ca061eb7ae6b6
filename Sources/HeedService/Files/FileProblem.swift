/// One mistake in a file that a person wrote.
public struct FileProblem: Equatable, Sendable {
  /// The line it is on, from 1; nil where the file as a whole is meant.
  public var line: Int?
  /// The field, as keys and indices: `tiers[1].from`; empty for the whole file.
  public var field: String
  /// What stands there.
  public var found: String
  /// What was expected.
  public var expected: String
}

extension FileProblem: CustomStringConvertible {
  public var description: String {
    let place = [line.map { "line \($0)" }, field.isEmpty ? nil : field].compactMap(\.self).joined(separator: ", ")
    return "\(place.isEmpty ? "" : place + ": ")found \(found), expected \(expected)"
  }
}
