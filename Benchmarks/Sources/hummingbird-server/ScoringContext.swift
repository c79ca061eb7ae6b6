import CodableContract
import Foundation
import Hummingbird

/// A request's context with the shared coders in place of new ones for each request.
struct ScoringContext: RequestContext {
  var coreContext: CoreRequestContextStorage

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
  }

  var requestDecoder: JSONDecoder { ContractCoders.decoder }
  var responseEncoder: JSONEncoder { ContractCoders.encoder }
}
