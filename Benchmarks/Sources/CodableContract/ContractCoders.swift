public import Foundation

/// Foundation's coders as the peers use them: made once, since making one for each request would only cost time.
public enum ContractCoders {
  /// Reads requests.
  public static let decoder: JSONDecoder = {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }()

  /// Writes answers.
  public static let encoder = JSONEncoder()
}
