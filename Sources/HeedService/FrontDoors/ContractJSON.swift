import JSON
import Yams

/// A document in YAML as JSON, its members in their order.
enum ContractJSON {
  static func bytes(of yaml: [UInt8]) -> [UInt8] {
    guard let node = try? Yams.compose(yaml: String(decoding: yaml, as: UTF8.self)) else {
      preconditionFailure("the contract that was built in is no YAML")
    }
    let json = JSONWriter()
    write(node, to: json)
    return [UInt8](json.bytes)
  }

  private static func write(_ node: Node, to json: JSONWriter) {
    switch node {
    case .mapping(let mapping):
      json.object {
        for (key, value) in mapping {
          json.key(escaping: key.string ?? "")
          write(value, to: json)
        }
      }
    case .sequence(let sequence): json.array { for element in sequence { write(element, to: json) } }
    case .scalar(let scalar): write(scalar, to: json)
    case .alias: json.null()
    }
  }

  private static func write(_ scalar: Node.Scalar, to json: JSONWriter) {
    let text = scalar.string
    guard scalar.style == .plain || scalar.style == .any else { return json.string(text) }
    switch text {
    case "", "~", "null": json.null()
    case "true": json.bool(true)
    case "false": json.bool(false)
    default:
      // A time is a text, as is what only looks like a number to Swift.
      if let number = Int(text) {
        json.number(number)
      } else if let number = Double(text), number.isFinite,
        text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) })
      {
        json.number(number)
      } else {
        json.string(text)
      }
    }
  }
}
