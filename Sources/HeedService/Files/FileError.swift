/// A file that cannot be used, with all that is wrong with it at once.
public struct FileError: Error, Equatable, Sendable {
  /// The file's path as it was given.
  public var path: String
  /// What is wrong, in the order of the file; at least one.
  public var problems: [FileProblem]

  /// A file at `path` with these mistakes, at least one.
  public init(path: String, problems: [FileProblem]) {
    self.path = path
    self.problems = problems
  }
}

extension FileError: CustomStringConvertible {
  public var description: String {
    let count = problems.count == 1 ? "1 mistake" : "\(problems.count) mistakes"
    let more = problems.count > Self.mostShown ? ["  … and \(problems.count - Self.mostShown) more"] : []
    return (["\(path): \(count)"] + problems.prefix(Self.mostShown).map { "  \($0)" } + more).joined(separator: "\n")
  }

  private static let mostShown = 30
}
