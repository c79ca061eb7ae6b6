/// A document that the binary serves as it is.
public enum Page: CaseIterable, Sendable {
  /// The live board.
  case board
  /// The reference of the API, which shows the contract.
  case reference
  /// The contract, in OpenAPI.
  case contract

  /// Its bytes, in UTF-8.
  public var bytes: [UInt8] {
    switch self {
    case .board: PackageResources.board_html
    case .reference: PackageResources.reference_html
    case .contract: PackageResources.openapi_yaml
    }
  }
}
