/// Limits in the units the connection computes with; one object shared by all connections.
package final class ConnectionPolicy: Sendable {
  /// The limits this was made of.
  package let limits: ConnectionLimits

  package let headerTimeout: UInt64
  let bodyGrace: UInt64
  let nanosecondsPerBodyByte: UInt64
  let idleTimeout: UInt64
  let writeStallTimeout: UInt64
  let sendGrace: UInt64
  let nanosecondsPerSentByte: UInt64
  let lingerTimeout: UInt64
  package let drainGrace: UInt64

  package init(_ limits: ConnectionLimits) {
    self.limits = limits
    headerTimeout = limits.headerTimeout.nanoseconds
    bodyGrace = limits.bodyGrace.nanoseconds
    nanosecondsPerBodyByte = 1_000_000_000 / UInt64(max(1, limits.minimumBodyRate))
    idleTimeout = limits.idleTimeout.nanoseconds
    writeStallTimeout = limits.writeStallTimeout.nanoseconds
    sendGrace = limits.sendGrace.nanoseconds
    nanosecondsPerSentByte = 1_000_000_000 / UInt64(max(1, limits.minimumSendRate))
    lingerTimeout = limits.lingerTimeout.nanoseconds
    drainGrace = limits.drainGrace.nanoseconds
  }
}

extension Duration {
  /// Whole nanoseconds, 0 for negative durations and at most about 292 years.
  package var nanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    return UInt64(min(seconds, 9_000_000_000)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
  }
}
