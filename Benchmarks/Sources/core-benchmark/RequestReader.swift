@testable import HeedService
import JSON
import Scoring

/// What a `Scorer` keeps from request to request for reading them.
final class RequestReader {
  @exclusivity(unchecked) private(set) var decoder = RequestDecoder()
  @exclusivity(unchecked) private(set) var request = Scoring.Request()

  /// Reads a request, and answers whether it is right.
  func read(_ value: JSONValue) -> Bool { decoder.decode(value, into: &request) }
}
