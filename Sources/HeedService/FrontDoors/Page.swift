import CResources

/// A document that the binary serves as it is.
enum Page {
  /// The live board.
  case board
  /// The reference of the API, which shows the contract.
  case reference
  /// The contract, in OpenAPI.
  case contract

  /// Its bytes, in UTF-8.
  var bytes: [UInt8] {
    switch self {
    case .board: [UInt8](cresource_board())
    case .reference: [UInt8](cresource_reference())
    case .contract: [UInt8](cresource_openapi())
    }
  }
}
