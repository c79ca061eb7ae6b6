/// What a client may ask of one connection: sizes in bytes, times as durations.
public struct ConnectionLimits: Sendable {
  /// Greatest length of the request target; beyond it 414.
  public var targetBytes = 8_192
  /// Greatest length of all header fields together, with their line ends; beyond it 431.
  public var headerBytes = 16_384
  /// Most header fields, 1 to 64; beyond it 431.
  public var fieldCount = 64 {
    didSet { precondition((1...HeadParser.fieldCapacity).contains(fieldCount)) }
  }

  /// From a request's first byte to the end of its header, whatever arrives in between; then 408.
  public var headerTimeout = Duration.seconds(10)
  /// Head start of a body before its minimum rate counts.
  public var bodyGrace = Duration.seconds(10)
  /// Least bytes a second of a body, averaged since its start, after the grace; below it 408.
  public var minimumBodyRate = 1_024
  /// Silence between requests before the connection closes.
  public var idleTimeout = Duration.seconds(60)
  /// Longest time in which a client takes nothing of an answer; then the connection is cut.
  public var writeStallTimeout = Duration.seconds(10)
  /// Head start of a client that takes less than all that is to be sent, before its minimum rate counts.
  public var sendGrace = Duration.seconds(10)
  /// Least bytes a second that such a client takes, averaged since it fell behind, after the grace; below it the
  /// connection is cut.
  public var minimumSendRate = 1_024

  /// Longest wait for the client to close after the server has shut down its side.
  public var lingerTimeout = Duration.seconds(2)
  /// Most bytes read and dropped in that time.
  public var lingerBytes = 65_536
  /// While more bytes than this wait to be sent, nothing is read.
  public var pendingOutputBytes = 262_144
  /// Most requests of one connection answered before the others have their turn.
  public var requestsPerTurn = 32
  /// How long an idle connection stays open once draining has begun: a request already on its way is still answered.
  public var drainGrace = Duration.milliseconds(200)

  public init() {}
}
