import TestSupport

@testable import HeedService

/// What a file says, read at a fixed time.
struct ImportRows {
  static let now = 1_795_000_000.0
  var customers: [ImportedCustomer] = []
  var refused: [RefusedRow] = []
  var unused: [String] = []

  init(
    _ text: String, _ format: ImportFormat = .csv, mapping: ImportMapping? = nil, asOf: Double = ImportRows.now
  ) throws {
    let bytes = [UInt8](text.utf8)
    let reader = try ImportReader(
      open: { ByteSource(Array(bytes[$0...])) }, format: format, mapping: mapping, path: "file", now: Self.now,
      asOf: asOf)
    unused = reader.unusedHeadings
    while true {
      switch try reader.next() {
      case .customer(let customer): customers.append(customer)
      case .refused(let row): refused.append(row)
      case .end: return
      }
    }
  }

  init(sample: String, _ format: ImportFormat, mapping: ImportMapping?) throws {
    try self.init(
      String(decoding: try Repository.bytes("config/samples/\(sample)"), as: UTF8.self), format, mapping: mapping)
  }

  /// The mapping that a text in YAML is.
  static func mapping(_ yaml: String) throws -> ImportMapping {
    try ImportMappingFile.read(yaml, path: "mapping.yaml")
  }
}
