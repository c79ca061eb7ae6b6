import RealModule

/// A stream of random numbers that depends on its seed alone: xoshiro256++ of Blackman & Vigna 2019, whose state is
/// filled by SplitMix64 as they advise.
///
/// Streams of one seed with different indices are apart, so that arrivals stay the same when handling times take
/// another law, and all disciplines meet the same tickets.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// The stream number `index` of a seed.
  public init(seed: UInt64, index: UInt64 = 0) {
    // One step of SplitMix64 mixes the index in: seeds and indices that are close give states that are not.
    var mixer = SplitMix(state: seed)
    mixer = SplitMix(state: mixer.next() ^ (index &* 0xD134_2543_DE82_EF95))
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  public mutating func next() -> UInt64 {
    let sum = state.0 &+ state.3
    let result = (sum << 23 | sum >> 41) &+ state.0
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3 << 45 | state.3 >> 19
    return result
  }

  /// A number spread evenly over the open interval (0, 1): its logarithm is always finite.
  public mutating func uniform() -> Double {
    (Double(next() >> 11) + 0.5) * 0x1p-53
  }

  /// An exponential number of mean one.
  public mutating func exponential() -> Double {
    -.log(uniform())
  }

  /// A normal number of mean zero and variance one, by Box & Muller's method.
  public mutating func normal() -> Double {
    (-2 * .log(uniform())).squareRoot() * .cos(2 * .pi * uniform())
  }

  /// The generator that fills the state.
  private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
