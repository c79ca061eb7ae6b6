/// The words of a post that a copy of it would keep: in lower case, without web addresses, mentions of accounts,
/// punctuation, and the RT that a copy starts with.
struct PostWords {
  /// A hash for each word, in order.
  private(set) var hashes: [UInt64] = []
  private var word: UInt64 = Self.start
  private var length = 0
  /// The sign before, of a script without spaces.
  private var sign: UInt32?
  /// The scalars of the word so far, up to three: enough to tell an RT from other words.
  private var letters: [UInt8] = []

  /// Reads a post of any length.
  init(_ text: String) {
    for part in text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace) {
      if Self.isAddress(part) { continue }
      read(part)
    }
  }

  private mutating func read(_ part: Substring.UnicodeScalarView) {
    var isMention = false
    var entity = false
    for scalar in part {
      if entity {
        // An escaped character such as &amp; stands for punctuation.
        if scalar == ";" { entity = false }
        if Self.isLetter(scalar) || scalar == ";" { continue }
        entity = false
      }
      if isMention, Self.isLetter(scalar) || scalar == "_" { continue }
      isMention = false
      if scalar == "@" {
        end()
        isMention = true
      } else if scalar == "&", part.contains(";") {
        end()
        entity = true
      } else if Self.isLetter(scalar) {
        add(scalar)
      } else if scalar != "'", scalar != "\u{2019}" {
        end()
      }
    }
    end()
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    if Self.isSign(scalar) { return addSign(scalar) }
    sign = nil
    if scalar.isASCII {
      append(UInt32(TopicName.normalised(UInt8(truncatingIfNeeded: scalar.value))))
    } else {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars { append(lower.value) }
    }
  }

  /// In scripts without spaces a sign with the one before it is a word: there are too few signs to tell posts by those
  /// that they have.
  private mutating func addSign(_ scalar: Unicode.Scalar) {
    let before = sign
    end()
    if let before { append(before) }
    append(scalar.value)
    end()
    sign = scalar.value
  }

  private mutating func append(_ value: UInt32) {
    word = (word ^ UInt64(value)) &* Self.prime
    if length < 3 { letters.append(UInt8(truncatingIfNeeded: value)) }
    length += 1
  }

  private mutating func end() {
    defer {
      word = Self.start
      length = 0
      sign = nil
      letters.removeAll(keepingCapacity: true)
    }
    if length == 0 || hashes.isEmpty && letters == Self.rt { return }
    hashes.append(Self.mixed(word))
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.isASCII && (scalar.properties.isIdeographic || (0x3040...0x30FF).contains(scalar.value))
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": return true
      default: return false
      }
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
      return true
    // A picture is a word: a post may be made of nothing else.
    case .otherSymbol: return true
    default: return false
    }
  }

  private static func isAddress(_ part: Substring.UnicodeScalarView) -> Bool {
    let start = String(part.drop { !isLetter($0) }.prefix(8)).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://") || start.hasPrefix("www.")
  }

  /// Spreads a number over all 64 bits, one to one (the finish of SplitMix64).
  static func mixed(_ number: UInt64) -> UInt64 {
    var mixed = number
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private static let rt = Array("rt".utf8)
  /// The seed of all hashes. Sketches are stored, so it must never change.
  private static let start: UInt64 = 0x4865_6564_2053_746F
  private static let prime: UInt64 = 0x0100_0000_01B3
}
