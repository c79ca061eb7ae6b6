import JSON

/// How far a file has been read, and what became of its rows: what a run that was cut off leaves for the next.
struct ImportStanding: Equatable {
  var place = ImportPlace()
  var accepted = 0
  var unchanged = 0
  var refused = 0
  var warnings = 0

  var rows: Int { accepted + unchanged + refused }

  init() {}

  /// Reads what ``bytes`` gave; nil where it is something else.
  init?(_ bytes: [UInt8]) {
    let parser = JSONParser(capacity: 256)
    guard let value = try? parser.parse(copying: bytes) else { return nil }
    let numbers = ["offset", "line", "accepted", "unchanged", "refused", "warnings"].map { name in
      value.object?.first { $0.key.utf8.elementsEqual(name.utf8) }?.value.int
    }
    guard numbers.allSatisfy({ $0 ?? -1 >= 0 }) else { return nil }
    let known = numbers.compactMap(\.self)
    place = ImportPlace(offset: known[0], line: known[1])
    (accepted, unchanged, refused, warnings) = (known[2], known[3], known[4], known[5])
    withExtendedLifetime(parser) {}
  }

  var bytes: [UInt8] {
    let json = JSONWriter(capacity: 256)
    json.object {
      json.key("offset").number(place.offset)
      json.key("line").number(place.line)
      json.key("accepted").number(accepted)
      json.key("unchanged").number(unchanged)
      json.key("refused").number(refused)
      json.key("warnings").number(warnings)
    }
    return [UInt8](json.bytes)
  }

  mutating func add(_ result: ImportResult) {
    accepted += result.accepted
    unchanged += result.unchanged
    refused += result.refused.count
    warnings += result.warnings.count
  }
}
