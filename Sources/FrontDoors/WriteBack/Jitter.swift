/// Numbers that look drawn at random and are the same each time for the same thing, so that what depends on them can be
/// told beforehand, and tested. Not for secrets.
enum Jitter {
  /// A number in [0, 1) for the n-th of something: FNV-1a over the text, mixed with the number as SplitMix64 does.
  static func fraction(_ text: String, _ number: Int) -> Double {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var mixed = hash &+ UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-53
  }
}
