/// When agents are there, every day. An agent that has a ticket at the end of the shift finishes it first.
public struct Shift: Hashable, Sendable {
  /// From when on, in seconds of the day, 0 up to 86,400.
  public let startSeconds: Double
  /// Until when, in seconds of the day, 0…86,400. Before the start, it is that of the next day; never the same.
  public let endSeconds: Double

  public init(startSeconds: Double, endSeconds: Double) {
    self.startSeconds = startSeconds
    self.endSeconds = endSeconds
  }

  /// Whether both times are within a day and there is time between them.
  var isValid: Bool {
    let isWhole = startSeconds == 0 && endSeconds == Scenario.daySeconds
    return (0..<Scenario.daySeconds).contains(startSeconds) && (0...Scenario.daySeconds).contains(endSeconds)
      && (isWhole || startSeconds != endSeconds.truncatingRemainder(dividingBy: Scenario.daySeconds))
  }

  /// Whether somebody of this shift is there when the first day begins.
  var isOnAtMidnight: Bool { startSeconds == 0 || endSeconds < startSeconds && endSeconds > 0 }
}
