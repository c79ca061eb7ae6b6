import Foundation
import TestSupport

@testable import HeedService

/// A running service that asks for keys, with a file of them.
final class KeyedService {
  let running: RunningService
  let file: KeysFile
  private(set) var keys: [String: APIKey] = [:]
  private let folder: TemporaryFolder

  /// A service with a key for each scope, called as the scope is, and one called `both` for score and metrics.
  init(_ change: (inout ServiceConfiguration) -> Void = { _ in }) throws {
    folder = try TemporaryFolder()
    file = KeysFile(path: folder.path("keys.yaml"))
    for scope in Scope.allCases {
      keys[scope.rawValue] = try file.create(.init(name: scope.rawValue, scopes: .init(scope)), now: 0)
    }
    keys["both"] = try file.create(.init(name: "both", scopes: .init([.score, .metrics])), now: 0)
    keys["expired"] = try file.create(.init(name: "expired", scopes: .init(.admin), expires: 1), now: 0)
    keys["slow"] = try file.create(
      .init(name: "slow", scopes: .init(.score), rate: RateSettings(requestsPerSecond: 0.01, burst: 3)), now: 0)
    let path = file.path
    running = try RunningService { configuration in
      configuration.access.keys = path
      change(&configuration)
    }
  }

  /// A key's text; of one that there is not, an empty one.
  func key(_ name: String) -> String { keys[name]?.text ?? "" }

  /// The file's text, to be broken.
  func write(_ text: String) throws { try folder.write(text, to: "keys.yaml") }

  /// Posts a ticket with these header fields.
  func score(_ fields: [(String, String)], path: String = "/score", body: String? = nil) -> Client.Answer? {
    running.client.request(
      "POST", path, fields: fields, body: [UInt8]((body ?? #"{"ticket":{"id":"T"}}"#).utf8))
  }

  /// The same with a key.
  func score(key: String, path: String = "/score", body: String? = nil) -> Client.Answer? {
    score([("X-API-Key", key)], path: path, body: body)
  }

  /// Waits until `condition` holds, for at most a minute.
  ///
  /// It keeps its thread meanwhile: whoever lets go of it gets it back when all the long tests have had theirs, and by
  /// then connections are closed and times are over.
  static func eventually(_ condition: () throws -> Bool) throws -> Bool {
    for _ in 0..<3000 {
      if try condition() { return true }
      usleep(20_000)
    }
    return false
  }
}
