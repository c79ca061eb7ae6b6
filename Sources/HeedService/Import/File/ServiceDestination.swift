import Foundation
import JSON

/// Sends the customers of a file to a running service, which has the store open.
final class ServiceDestination: ImportDestination {
  let mostRows = 500
  let mostBytes = 1 << 19
  let wantsBodies = true

  private let client: ImportClient
  private let takenIdentities: ImportMapping.TakenIdentities
  private static let mostTries = 10

  init(_ client: ImportClient, takenIdentities: ImportMapping.TakenIdentities) {
    self.client = client
    self.takenIdentities = takenIdentities
  }

  func standing() -> ImportStanding? { nil }

  func finish() {}

  func take(_ chunk: ImportChunk, _ standing: ImportStanding) throws -> ImportResult {
    var tries = 0
    while true {
      let answer = try client.post(
        "/customers/import?taken_identities=\(takenIdentities.rawValue)", type: "application/x-ndjson",
        body: chunk.bodies)
      tries += 1
      if answer.status == 200 { return try result(answer, chunk) }
      // A service that is busy, or just starting anew, says when to come again.
      guard [429, 502, 503, 504].contains(answer.status), tries < Self.mostTries else {
        throw ImportError("\(client.address) answers \(answer.status): \(Self.detail(answer.body))")
      }
      Thread.sleep(forTimeInterval: min(30, max(1, answer.retryAfter ?? 1)))
    }
  }

  private func result(_ answer: ImportClient.Answer, _ chunk: ImportChunk) throws -> ImportResult {
    let parser = JSONParser()
    guard let value = try? parser.parse(copying: answer.body), let accepted = value["accepted"]?.int,
      let unchanged = value["unchanged"]?.int
    else { throw ImportError("\(client.address) answers what is no result of an import: is it a Heed?") }
    var result = ImportResult(accepted: accepted, unchanged: unchanged)
    result.refused = rows(value["refused"], chunk)
    result.warnings = chunk.customers.flatMap { row in
      row.warnings.map { RefusedRow(line: row.line, detail: $0) }
    }
    // Of fields that nobody knows both sides tell.
    for row in rows(value["warnings"], chunk) where !result.warnings.contains(row) { result.warnings.append(row) }
    withExtendedLifetime(parser) {}
    return result
  }

  /// Rows with the lines that they are on in the file.
  private func rows(_ value: JSONValue?, _ chunk: ImportChunk) -> [RefusedRow] {
    guard let value, let array = value.array else { return [] }
    return array.compactMap { element in
      guard let line = element["line"]?.int, chunk.customers.indices.contains(line - 1) else { return nil }
      return RefusedRow(line: chunk.customers[line - 1].line, detail: element["detail"]?.string ?? "")
    }
  }

  private static func detail(_ body: [UInt8]) -> String {
    let parser = JSONParser()
    let detail = (try? parser.parse(copying: body))?["detail"]?.string
    withExtendedLifetime(parser) {}
    return detail ?? String(decoding: body.prefix(200), as: UTF8.self)
  }
}
