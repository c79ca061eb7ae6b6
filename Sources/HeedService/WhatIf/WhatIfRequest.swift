import Scoring

/// Another policy, as `POST /queue/what-if` asks for it.
struct WhatIfRequest: Equatable, Sendable {
  /// How influence would be treated; nil: as it is.
  var phase: Phase?
  /// The caps that would be others.
  var caps: [Factor: Double] = [:]
  /// The desk whose tickets are looked at; nil: all.
  var desk: String?
  /// Most moves that are told, 0…1000.
  var limit = 200
}
