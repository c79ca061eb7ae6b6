import Foundation
import Storage
import TestSupport
import Testing

@testable import HeedService

@Suite("POST /customers/import")
struct ImportRouteTests {
  private func post(
    _ service: QueueService, _ body: String, type: String = "text/csv", query: String = ""
  ) throws -> (status: Int, [String: Any]) {
    let answer = try #require(
      service.running.client.request(
        "POST", "/customers/import\(query)", fields: [("Content-Type", type)], body: [UInt8](body.utf8)))
    let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
    return (answer.status, json ?? [:])
  }

  @Test("Rows are taken, told again they are unchanged, and those that are wrong are named")
  func rows() throws {
    let service = try QueueService()
    let file = "id,lifetime_value,identities.email\n1,5,a@example.com\n2,much,\n3,7,a@example.com\n"
    let first = try post(service, file)
    #expect(first.status == 200)
    #expect(first.1["accepted"] as? Int == 1)
    let refused = try #require(first.1["refused"] as? [[String: Any]])
    #expect(refused.map { $0["line"] as? Int } == [3, 4])
    #expect(try post(service, file).1["unchanged"] as? Int == 1)
    #expect(try service.send("GET", "/customers/1").body.contains(#""lifetime_value":5"#))
    let lines = try post(service, "{\"id\":\"9\",\"customer\":{\"lifetime_value\":1}}\n", type: "application/x-ndjson")
    #expect(lines.1["accepted"] as? Int == 1)
    let tabs = try post(service, "id\tlifetime_value\n10\t1\n", type: "text/tab-separated-values")
    #expect(tabs.1["accepted"] as? Int == 1)
    let preset = try post(service, "id,email\n11,z@example.com\n", query: "?mapping=zendesk")
    #expect(preset.1["accepted"] as? Int == 1)
  }

  @Test("What names no mapping or has no id is refused as a whole")
  func refusals() throws {
    let service = try QueueService()
    #expect(try post(service, "id\n1\n", query: "?mapping=excel").status == 422)
    #expect(try post(service, "id\n1\n", query: "?taken_identities=maybe").status == 422)
    #expect(try post(service, "name\nann\n").status == 422)
    #expect(try post(service, "{}", type: "application/json").status == 415)
  }

  @Test("heed import sends a file to a running service, and what that refuses has the file's lines")
  func client() throws {
    let service = try QueueService()
    let folder = try TemporaryFolder()
    let rows = (0..<1500).map { "c\($0),\($0 == 1400 ? "much" : "5"),\($0 == 1450 ? "c3" : "c\($0)")@example.com\n" }
    let path = try folder.write("id,lifetime_value,identities.email\n" + rows.joined(), to: "file.csv")
    var complaints: [String] = []
    for expected in [1498, 0] {
      let run = try FileImport(.init(path: path), now: service.time.now) {
        complaints.append($0)
      } show: { _ in
      }
      let progress = try run.run(into: .service(address: "http://127.0.0.1:\(service.running.port)", key: nil))
      #expect(progress.accepted == expected && progress.refused == 2, "\(complaints)")
      #expect(progress.unchanged == 1498 - expected)
    }
    #expect(complaints.contains { $0.contains("line 1402") } && complaints.contains { $0.contains("line 1452") })
  }

  @Test("Where nobody listens, or no Heed does, the import says so")
  func unreachable() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("id\n1\n", to: "file.csv")
    let run = try FileImport(.init(path: path), now: ImportRows.now) { _ in
    } show: { _ in
    }
    let error = #expect(throws: ImportError.self) {
      try run.run(into: .service(address: "http://127.0.0.1:1", key: nil))
    }
    #expect(error?.description.contains("cannot be reached") == true)
    #expect(throws: ImportError.self) { try run.run(into: .service(address: "127.0.0.1", key: nil)) }
  }
}
