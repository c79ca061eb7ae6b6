/// Text for HTML and SVG, with what has a meaning there escaped.
func escaped(_ text: String) -> String {
  var result = ""
  for character in text {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.append(character)
    }
  }
  return result
}

/// A coordinate in a plot.
func coordinate(_ value: Double) -> String { decimals(value, 1) }
