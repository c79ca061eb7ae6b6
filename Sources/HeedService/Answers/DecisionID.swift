/// What tells a decision from any other: a hash of the request's bytes, the policy and the time. The same three give the
/// same id on every machine. Not cryptographic: whoever wants two requests to have one id can make them so.
struct DecisionID: Equatable {
  let high: UInt64
  let low: UInt64

  /// - Parameters:
  ///   - request: the request's bytes.
  ///   - seed: what else the decision depends on.
  init(request: UnsafeRawBufferPointer, seed: UInt64) {
    // Multiply and fold, eight bytes a step, as wyhash does; its constants.
    var first = seed ^ 0xA076_1D64_78BD_642F
    var second = UInt64(truncatingIfNeeded: request.count) ^ 0xE703_7ED1_A0B4_28DB
    let wholeWords = request.count & ~7
    if let start = request.baseAddress {
      // Without a look at the bounds at each step: there are `wholeWords` bytes.
      for offset in stride(from: 0, to: wholeWords, by: 8) {
        let word = UInt64(littleEndian: (start + offset).loadUnaligned(as: UInt64.self))
        first = Self.fold(first ^ word, 0x8EBC_6AF0_9C88_C6E3)
        second = second &+ first
      }
    }
    var rest: UInt64 = 0
    for offset in wholeWords..<request.count { rest = rest << 8 | UInt64(request[offset]) }
    first = Self.fold(first ^ rest, 0x5899_65CC_7537_4CC3)
    high = Self.fold(first ^ 0x1D8E_4E27_C47D_124F, second | 1)
    low = Self.fold(second ^ 0xEB44_ACCA_B455_D165, high | 1)
  }

  /// The id of an item of a batch whose id this is.
  func item(_ index: Int) -> DecisionID {
    let place = UInt64(truncatingIfNeeded: index) &+ 1
    let first = Self.fold(high ^ place, 0xD6E8_FEB8_6659_FD93)
    return DecisionID(high: first, low: Self.fold(low ^ first, 0xA076_1D64_78BD_642F))
  }

  /// The id of a decision for which something else was known besides, that this number stands for.
  func mixed(with digest: UInt64) -> DecisionID {
    let first = Self.fold(high ^ digest, 0xE703_7ED1_A0B4_28DB)
    return DecisionID(high: first, low: Self.fold(low ^ first, 0x8EBC_6AF0_9C88_C6E3))
  }

  /// The 16 bytes that it is stored as.
  var bytes: [UInt8] {
    [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The two halves of the product, one upon the other.
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
