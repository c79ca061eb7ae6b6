import FrontDoors
import Foundation
import Testing

@Suite("Badges in the schema of shields.io")
struct BadgeJSONTests {
  @Test("The sample of the documentation")
  func sample() {
    let json = String(decoding: Badge(.sample(score: 57.6, rank: 0)).json(cacheSeconds: 30), as: UTF8.self)
    #expect(
      json == """
        {"schemaVersion":1,"label":"priority","message":"critical 58 · ~4 min","color":"#c5221f","cacheSeconds":30}
        """)
  }

  @Test("Every badge is taken by the rules of the schema", arguments: Badge.gallery)
  func schema(badge: Badge) throws {
    let bytes = badge.json(cacheSeconds: 300)
    let members = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(EndpointSchema.problems(of: members) == [], "\(badge)")
    #expect((members["isError"] as? Bool ?? false) == badge.isError)
    #expect(members["message"] as? String == badge.message)
  }

  @Test("The rules refuse what shields.io does")
  func refusals() {
    let good: [String: Any] = ["schemaVersion": 1, "label": "", "message": "x"]
    #expect(EndpointSchema.problems(of: good) == [])
    #expect(EndpointSchema.problems(of: good.merging(["tier": "urgent"]) { $1 }) == ["tier is unknown"])
    #expect(EndpointSchema.problems(of: good.merging(["message": ""]) { $1 }) == ["message is wrong"])
    #expect(EndpointSchema.problems(of: good.merging(["cacheSeconds": -1]) { $1 }) == ["cacheSeconds is wrong"])
    #expect(
      EndpointSchema.problems(of: ["schemaVersion": 2, "label": ""]) == [
        "message is missing", "schemaVersion is wrong",
      ])
  }

  @Test("A negative cache life is none")
  func cacheLife() {
    #expect(String(decoding: Badge(.sample()).json(cacheSeconds: -7), as: UTF8.self).hasSuffix(#""cacheSeconds":0}"#))
  }
}

/// The rules by which shields.io judges what an endpoint answers.
private enum EndpointSchema {
  static func problems(of members: [String: Any]) -> [String] {
    let missing = ["label", "message", "schemaVersion"].filter { members[$0] == nil }.map { "\($0) is missing" }
    let others = members.sorted { $0.key < $1.key }.compactMap { name, value -> String? in
      switch isRight(name, value) {
      case nil: "\(name) is unknown"
      case false?: "\(name) is wrong"
      case true?: nil
      }
    }
    return missing + others
  }

  /// Whether a member has the value that it may have; nil where there is no such member.
  private static func isRight(_ name: String, _ value: Any) -> Bool? {
    switch name {
    case "schemaVersion": value as? Int == 1
    case "label": value is String
    case "message", "color", "labelColor", "namedLogo", "logoSvg", "logoColor", "logoSize", "style":
      (value as? String)?.isEmpty == false
    // Foundation gives true and 1 as the same type, but for how it is kept.
    case "isError": (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
    case "cacheSeconds": (value as? Int).map { $0 >= 0 } ?? false
    default: nil
    }
  }
}
