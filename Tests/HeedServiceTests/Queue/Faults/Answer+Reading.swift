import Foundation
import HTTPWire

@testable import HeedService

extension Answer {
  var status: Int { Int(head.status.rawValue) }

  /// The value of a field.
  subscript(name: String) -> String? { head.fields.first { "\($0.name)" == name }.map { "\($0.value)" } }

  /// What it says, as text.
  var text: String { String(decoding: body, as: UTF8.self) }

  /// The fence and the ticket of a claim; nil where it is none.
  var claim: (fence: Int64, ticket: String)? {
    get throws {
      guard status == 200 || status == 201 else { return nil }
      let told = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
      guard let fence = (told?["claim"] as? [String: Any])?["fence"] as? Int,
        let ticket = (told?["ticket"] as? [String: Any])?["ticket"] as? String
      else { return nil }
      return (Int64(fence), ticket)
    }
  }
}

/// Waits until something is so, and gives up after a minute.
func comesTrue(_ condition: () throws -> Bool) rethrows -> Bool {
  let end = Date(timeIntervalSinceNow: 60)
  while Date() < end {
    if try condition() { return true }
    usleep(20_000)
  }
  return false
}
