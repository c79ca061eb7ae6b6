import Scoring
import Storage

/// Puts the customers of a file into a store that no service has open.
final class StoreDestination: ImportDestination {
  let mostRows = 1000
  let mostBytes = 1 << 22
  let wantsBodies = false

  private let store: any Store
  private let name: String
  private let takenIdentities: ImportMapping.TakenIdentities
  private let asOf: Double
  private let setting: CustomerSetting
  private var context = QueueContext(QueueConfiguration())

  /// - Parameter name: what the file's standing is kept under.
  init(
    _ store: any Store, name: String, takenIdentities: ImportMapping.TakenIdentities, asOf: Double,
    setting: CustomerSetting
  ) {
    self.store = store
    self.name = name
    self.takenIdentities = takenIdentities
    self.asOf = asOf
    self.setting = setting
  }

  func standing() throws -> ImportStanding? {
    try store.read { try $0.state(name) }.flatMap { ImportStanding($0) }
  }

  /// Rows and standing are durable together, or neither is.
  func take(_ chunk: ImportChunk, _ standing: ImportStanding) throws -> ImportResult {
    let handover = Handover<ImportResult>()
    let command = ImportCommand(
      customers: chunk.customers, takenIdentities: takenIdentities, asOf: asOf, setting: setting, result: handover)
    return try store.transact { transaction in
      _ = try command.apply(&context, transaction)
      // Nobody is here who would have to know.
      context.effects.removeAll(keepingCapacity: true)
      let result = handover.value ?? ImportResult()
      var standing = standing
      standing.add(result)
      try transaction.putState(standing.bytes, name: name)
      return result
    }
  }

  func finish() throws {
    try store.transact { try $0.putState(nil, name: name) }
  }
}
