extension String {
  /// As text or within a quoted attribute of XML; without the control characters and others that XML has not.
  var escapedForXML: String {
    var escaped = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default:
        if !scalar.isControl, !scalar.properties.isNoncharacterCodePoint { escaped.unicodeScalars.append(scalar) }
      }
    }
    return escaped
  }

  /// Without control characters, so that it is one line.
  var oneLine: String {
    var kept = UnicodeScalarView()
    for scalar in unicodeScalars where !scalar.isControl { kept.append(scalar) }
    return String(kept)
  }
}

extension Unicode.Scalar {
  /// Whether it is a control character, or one that begins a line.
  var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029 }
}
