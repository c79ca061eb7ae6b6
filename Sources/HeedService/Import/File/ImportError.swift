/// Why an import goes no further, as a sentence.
public struct ImportError: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
