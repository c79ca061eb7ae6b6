/// Takes the customers of a file nowhere: a file is only to be checked.
final class NoDestination: ImportDestination {
  let mostRows = 1000
  let mostBytes = 1 << 22
  let wantsBodies = false

  func standing() -> ImportStanding? { nil }

  func take(_ chunk: ImportChunk, _ standing: ImportStanding) -> ImportResult {
    var result = ImportResult(accepted: chunk.customers.count)
    for row in chunk.customers { result.warnings += row.warnings.map { RefusedRow(line: row.line, detail: $0) } }
    return result
  }

  func finish() {}
}
