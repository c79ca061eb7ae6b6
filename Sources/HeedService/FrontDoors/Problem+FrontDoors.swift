import FrontDoors

extension Problem {
  static let unknownHook = Problem(
    kind: .notFound, status: 404, detail: "there is no hook of that name; hooks in heed.yaml names them")

  /// A webhook that is not believed.
  static func unsigned(_ refusal: HookRefusal) -> Problem {
    Problem(kind: .badSignature, status: 403, detail: refusal.detail)
  }

  /// A webhook that no request can be made of.
  init(_ problem: HookProblem) {
    self =
      switch problem.kind {
      case .body: Problem(kind: .invalidJSON, status: 400, detail: "\(problem)")
      case .field: Problem(kind: .invalidField, status: 422, detail: "\(problem)")
      }
  }
}
