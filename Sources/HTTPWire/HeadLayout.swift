/// What a request's head says, as offsets from its first byte: it stays valid when the buffer moves.
struct HeadLayout {
  /// Offsets into the head.
  struct Extent {
    var start: Int32 = 0
    var end: Int32 = 0

    init() {}

    init(_ range: Range<Int>) {
      start = Int32(truncatingIfNeeded: range.lowerBound)
      end = Int32(truncatingIfNeeded: range.upperBound)
    }

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// One header field.
  struct Field {
    var name: Extent
    var value: Extent
  }

  /// How the body's end is found.
  enum Framing {
    case none
    case length(Int)
    case chunked
  }

  var method = Method.get
  var target = Extent()
  var path = Extent()
  var query: Extent?
  var fieldLines = Extent()
  var minorVersion: UInt8 = 1
  var framing = Framing.none
  var keepsAlive = true
  var expectsContinue = false
  var fieldCount = 0
}
