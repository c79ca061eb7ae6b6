/// A color of a badge: one that white letters are read on, and one for dark pages, that dark letters are read on.
struct BadgeColor: Equatable {
  let light: RGB
  let dark: RGB

  /// Three bytes.
  struct RGB: Equatable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    init(_ hex: UInt32) {
      (red, green, blue) = (UInt8(hex >> 16 & 0xFF), UInt8(hex >> 8 & 0xFF), UInt8(hex & 0xFF))
    }

    /// A color between two: `part` of `whole` parts of the way.
    init(_ first: RGB, _ second: RGB, part: Int, of whole: Int) {
      func between(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8((Int(a) * (whole - part) + Int(b) * part) / whole) }
      red = between(first.red, second.red)
      green = between(first.green, second.green)
      blue = between(first.blue, second.blue)
    }

    /// Six hexadecimal digits.
    var digits: String {
      [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  /// That of a tier: red for the most urgent, then orange and yellow, and a bluish grey for the lowest. Other numbers of
  /// tiers have colors between. A single tier has that of the lowest, as it says nothing of urgency.
  static func of(rank: Int, count: Int) -> BadgeColor {
    let last = max(count, 1) - 1
    guard last > 0 else { return stops[stops.count - 1] }
    let place = min(max(rank, 0), last) * (stops.count - 1)
    let (stop, part) = place.quotientAndRemainder(dividingBy: last)
    guard part > 0 else { return stops[stop] }
    let (first, second) = (stops[stop], stops[stop + 1])
    return BadgeColor(
      light: RGB(first.light, second.light, part: part, of: last),
      dark: RGB(first.dark, second.dark, part: part, of: last))
  }

  /// What has no urgency.
  static let none = BadgeColor(light: RGB(0x636363), dark: RGB(0xB4B4B4))
  /// What the label stands on, which has light letters on dark pages, too.
  static let label = BadgeColor(light: RGB(0x3D4248), dark: RGB(0x3A424C))
  /// Letters on the label.
  static let labelText = BadgeColor(light: RGB(0xFFFFFF), dark: RGB(0xE6EDF3))
  /// Letters on the message.
  static let messageText = BadgeColor(light: RGB(0xFFFFFF), dark: RGB(0x111111))

  private static let stops = [
    BadgeColor(light: RGB(0xC5221F), dark: RGB(0xFF8A80)), BadgeColor(light: RGB(0xB35000), dark: RGB(0xFFB066)),
    BadgeColor(light: RGB(0x826800), dark: RGB(0xFFE07A)), BadgeColor(light: RGB(0x4A677D), dark: RGB(0x9DB7CC)),
  ]
}
