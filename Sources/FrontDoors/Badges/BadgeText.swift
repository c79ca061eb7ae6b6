/// A text of one line of a badge, and how wide it is drawn.
struct BadgeText: Equatable {
  /// The text without what cannot be drawn, and cut with `…` where it is too wide.
  let text: String
  /// In tenths of a pixel, at a size of 11 pixels.
  let width: Int

  /// - Parameters:
  ///   - raw: Any text.
  ///   - pixels: How wide it may be; not less than `…` is, 11.
  init(_ raw: String, atMost pixels: Int) {
    let clean = Self.clean(raw)
    let whole = Self.width(clean)
    guard whole > 10 * pixels else {
      (text, width) = (clean, whole)
      return
    }
    var scalars = String.UnicodeScalarView()
    var used = Self.width(of: "…")
    for scalar in clean.unicodeScalars {
      let next = Self.width(of: scalar)
      guard used + next <= 10 * pixels else { break }
      scalars.append(scalar)
      used += next
    }
    while let last = scalars.last, last == " " { used -= Self.width(of: scalars.removeLast()) }
    scalars.append("…")
    (text, width) = (String(scalars), used)
  }

  /// A text without control characters and what else is invisible, turns the line around or is not allowed in XML; any
  /// white space is a space, none of them at the ends. At most two marks stand on a letter: more would leave the line.
  /// At most 512 scalars are left. Left-to-right marks stay where they follow a script that is written the other way.
  static func clean(_ raw: String) -> String {
    var scalars = String.UnicodeScalarView()
    var count = 0
    var marks = 0
    for scalar in raw.unicodeScalars {
      let properties = scalar.properties
      if properties.isWhitespace {
        guard let last = scalars.last, last != " " else { continue }
        scalars.append(" ")
        marks = 0
      } else if scalar == "\u{200E}" {
        guard scalars.contains(where: isRightToLeft) else { continue }
        scalars.append(scalar)
      } else if !isDropped(scalar) {
        marks = isMark(scalar) ? marks + 1 : 0
        guard marks <= 2 else { continue }
        scalars.append(scalar)
      }
      count += 1
      if count == 512 { break }
    }
    if scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }

  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isNoncharacterCodePoint
    }
  }

  /// Whether it is of Hebrew, Arabic and the scripts beside them.
  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
  }

  private static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width(of: $1) } }

  /// How wide a scalar is drawn: as in DejaVu Sans, which is about as wide as Verdana; a guess for what is rare. The
  /// picture tells browsers to fit the text into the width that it was given, so that a guess need not be right.
  static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20...0x7E: widths[Int(scalar.value) - 0x20]
    case 0xB7: 35
    case 0x200E: 0
    case 0x2026: 110
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60: 115
    case 0x1F000...0x1FAFF, 0x20000...: 140
    default: isMark(scalar) ? 0 : 80
    }
  }

  private static let widths = [
    35, 44, 51, 92, 70, 105, 86, 30, 43, 43, 55, 92, 35, 40, 35, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 37, 37,
    92, 92, 92, 58, 110, 75, 75, 77, 85, 70, 63, 85, 83, 32, 32, 72, 61, 95, 82, 87, 66, 87, 76, 70, 67, 81, 75, 109,
    75, 67, 75, 43, 37, 43, 92, 55, 55, 67, 70, 60, 70, 68, 39, 70, 70, 31, 31, 64, 31, 107, 70, 67, 70, 70, 45, 57,
    43, 70, 65, 90, 65, 65, 58, 70, 37, 70, 92,
  ]
}
