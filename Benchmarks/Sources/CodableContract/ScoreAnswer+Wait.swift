extension ScoreAnswer {
  /// The suggested wait without a queue to look at.
  struct Wait: Encodable, Sendable {
    var suggestedSeconds: Int
    var p50Seconds: Int?
    var p90Seconds: Int?
    var position: Int?
    var basis: String

    enum CodingKeys: String, CodingKey {
      case position, basis
      case suggestedSeconds = "suggested_seconds"
      case p50Seconds = "p50_seconds"
      case p90Seconds = "p90_seconds"
    }

    /// Written by hand because the contract has `null` where the compiler's own would leave a member out.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(suggestedSeconds, forKey: .suggestedSeconds)
      try container.encode(p50Seconds, forKey: .p50Seconds)
      try container.encode(p90Seconds, forKey: .p90Seconds)
      try container.encode(position, forKey: .position)
      try container.encode(basis, forKey: .basis)
    }
  }
}
