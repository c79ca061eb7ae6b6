private import Glibc

/// When something has to be over, on a clock that nobody sets.
struct Deadline {
  private let end: Double

  init(inSeconds seconds: Double) {
    // What is no number is no time at all.
    end = Self.now + (seconds > 0 ? seconds : 0)
  }

  /// This one, or one so many seconds from now, if that is earlier.
  func earlier(inSeconds seconds: Double) -> Deadline {
    let other = Deadline(inSeconds: seconds)
    return other.end < end ? other : self
  }

  /// 0 and more.
  var secondsLeft: Double { max(0, end - Self.now) }

  /// For `poll`: rounded up, as to wake too early is to wake twice.
  var millisecondsLeft: Int32 { Int32(min(secondsLeft * 1000, 3_600_000).rounded(.up)) }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
