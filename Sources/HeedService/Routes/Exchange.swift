import HTTPWire

/// A request that is being answered.
struct Exchange: Sendable {
  let route: Route
  /// When it arrived, in monotonic nanoseconds.
  let startedAt: UInt64
  /// Whose rate it counts against, where one is set.
  var account: RateAccount?

  /// The fields that tell the client where it stands with its rate; none where no rate is set.
  var rateFields: [ResponseField] {
    account?.take(0, now: MonotonicClock.now).fields ?? []
  }

  /// An answer's head with these fields; a refusal for the rate has them already.
  func adding(to head: ResponseHead) -> ResponseHead {
    if account == nil || head.status == .tooManyRequests { return head }
    var head = head
    head.fields += rateFields
    return head
  }
}
