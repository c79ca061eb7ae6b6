import Foundation

/// The folder of a replay's database; one that nobody has named is gone when this is.
final class ReplayFolder {
  let path: String
  private let isTemporary: Bool

  /// - Throws: ``ReplayError`` where the folder is not empty: what another service has stored is not to be mixed with this.
  init(_ path: String?) throws(ReplayError) {
    let temporary = FileManager.default.temporaryDirectory.appending(path: "heed-replay-\(UUID().uuidString)")
    self.path = path ?? temporary.path(percentEncoded: false)
    isTemporary = path == nil
    if let path, !((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).isEmpty {
      throw ReplayError(description: "\(path) is not empty: give the replay a folder of its own")
    }
  }

  deinit {
    if isTemporary { try? FileManager.default.removeItem(atPath: path) }
  }
}
