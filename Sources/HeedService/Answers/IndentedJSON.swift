/// Lays out JSON for people: two spaces a level, a line a member, short containers on one line.
public enum IndentedJSON {
  /// Lays out a valid document that has no white space outside strings.
  public static func indent(_ json: UnsafeRawBufferPointer) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(json.count * 2)
    var depth = 0
    var index = 0
    while index < json.count {
      let byte = json[index]
      switch byte {
      case UInt8(ascii: "\""):
        let end = endOfString(json, from: index)
        output += json[index..<end]
        index = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if let end = endOfShortContainer(json, from: index) {
          spaced(json[index..<end], into: &output)
          index = end
          continue
        }
        depth += 1
        output.append(byte)
        newLine(depth, &output)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        newLine(depth, &output)
        output.append(byte)
      case UInt8(ascii: ","):
        output.append(byte)
        newLine(depth, &output)
      case UInt8(ascii: ":"): output += [byte, 0x20]
      default: output.append(byte)
      }
      index += 1
    }
    return output
  }

  /// Where the container ends if it is so short, and holds no other, that it reads best on one line.
  private static func endOfShortContainer(_ json: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var index = start + 1
    while index < json.count, index - start < 80 {
      switch json[index] {
      case UInt8(ascii: "\""): index = endOfString(json, from: index)
      case UInt8(ascii: "{"), UInt8(ascii: "["): return nil
      case UInt8(ascii: "}"), UInt8(ascii: "]"): return index + 1
      default: index += 1
      }
    }
    return nil
  }

  private static func spaced(_ container: Slice<UnsafeRawBufferPointer>, into output: inout [UInt8]) {
    var isInString = false
    var isEscaped = false
    for byte in container {
      output.append(byte)
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") {
        output.append(0x20)
      }
    }
  }

  private static func endOfString(_ json: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start + 1
    while index < json.count, json[index] != UInt8(ascii: "\"") { index += json[index] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(index + 1, json.count)
  }

  private static func newLine(_ depth: Int, _ output: inout [UInt8]) {
    output.append(0x0A)
    for _ in 0..<depth { output += [0x20, 0x20] }
  }
}
