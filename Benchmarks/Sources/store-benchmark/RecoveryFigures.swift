import Foundation
import Queueing
import Storage

/// What opening a store with a long line, and reading it into memory, takes.
struct RecoveryFigures {
  private let waiting: Int
  private let openSeconds: Double
  private let readSeconds: Double
  /// Of the process, while the line is read and kept as an array of places.
  private let bytesPerTicket: Double
  private let fileBytes: Int

  static func measure(_ count: Int, _ tickets: TicketMaker, in path: String) throws -> RecoveryFigures {
    let filled = try SQLiteStore(folder: path)
    _ = try LineOfNumbers(filled, tickets, count: count)
    filled.close()
    let size = try FileManager.default.attributesOfItem(atPath: path + "/heed.db")[.size] as? Int

    let clock = ContinuousClock()
    let start = clock.now
    let store = try SQLiteStore(folder: path)
    defer { store.close() }
    let opened = clock.now
    let memory = ProcessMemory.residentBytes
    var places: [Place] = []
    places.reserveCapacity(count)
    try store.read { reading in
      try reading.eachWaiting { places.append($0) }
    }
    let read = clock.now
    guard places.count == count else { throw StorageError(.failed, "\(places.count) of \(count) came back") }
    return RecoveryFigures(
      waiting: count, openSeconds: (opened - start) / .seconds(1), readSeconds: (read - opened) / .seconds(1),
      bytesPerTicket: Double(ProcessMemory.residentBytes - memory) / Double(count), fileBytes: size ?? 0)
  }

  func print() {
    Swift.print(
      String(
        format: "\nRecovery of %d waiting, file %.1f GB: open %.2f s, read in order %.2f s, %.0f bytes of memory each "
          + "(%d of them the array's)",
        waiting, Double(fileBytes) / 1e9, openSeconds, readSeconds, bytesPerTicket, MemoryLayout<Place>.stride))
  }
}
