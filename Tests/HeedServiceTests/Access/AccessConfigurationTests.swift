import TestSupport
import Testing

@testable import HeedService

@Suite("The configuration of access")
struct AccessConfigurationTests {
  private let folder = try! TemporaryFolder()

  private func load(_ text: String) throws -> ServiceConfiguration {
    try ServiceConfiguration.load(path: folder.write(text, to: "heed.yaml"))
  }

  @Test("The file that ships shows every default, of access too")
  func defaults() throws {
    var shipped = try ServiceConfiguration.load(path: Repository.path("config/heed.yaml"))
    #expect(shipped.policy.hasSuffix("config/policy.yaml"))
    shipped.policy = ServiceConfiguration().policy
    #expect(shipped == ServiceConfiguration())
    let text = try String(decoding: Repository.bytes("config/heed.yaml"), as: UTF8.self)
    for field in ["access:", "  keys:", "  rate:", "  bad_keys:", "    requests_per_second:", "    burst:"] {
      #expect(text.contains("\n\(field)"), "\(field)")
    }
  }

  @Test("All fields are read; the file of keys is relative to the configuration, and none is none")
  func fields() throws {
    let access = try load(
      """
      access:
        keys: secret/keys.yaml
        rate: {requests_per_second: 2.5, burst: 7}
        bad_keys: {requests_per_second: 0}
      """
    ).access
    #expect(access.keys == folder.path("secret/keys.yaml"))
    #expect(access.rate == RateSettings(requestsPerSecond: 2.5, burst: 7))
    #expect(access.badKeys == RateSettings(requestsPerSecond: 0, burst: 100))
    #expect(try load("access: {keys: none}").access.keys == nil)
  }

  @Test("The environment names a file of keys, or none; a key in its place is refused and not quoted")
  func environment() throws {
    var configuration = ServiceConfiguration()
    try configuration.apply(environment: ["HEED_KEYS": "keys.yaml"])
    #expect(configuration.access.keys == "keys.yaml")
    try configuration.apply(environment: ["HEED_KEYS": "none"])
    #expect(configuration.access.keys == nil)
    let key = APIKey.random().text
    let error = try #require(throws: FileError.self) { try configuration.apply(environment: ["HEED_KEYS": key]) }
    #expect("\(error)".contains("found an API key") && !"\(error)".contains(key))
  }

  @Test("Requests at once without requests a second would be no limit, and are a mistake")
  func burstAlone() throws {
    for text in [
      "rate: {burst: 5}", "rate: {requests_per_second: 0, burst: 5}", "bad_keys: {burst: 5, requests_per_second: 0}",
    ] {
      let error = try #require(throws: FileError.self) { try load("access: {\(text)}") }
      #expect(error.problems.count == 1 && error.problems[0].field.hasSuffix(".burst") && error.problems[0].line == 1)
    }
    #expect(try load("access: {bad_keys: {burst: 5}}").access.badKeys == RateSettings(requestsPerSecond: 1, burst: 5))
  }

  @Test("What is out of range is named")
  func ranges() throws {
    let text = "access: {rate: {requests_per_second: -1, burst: -2}, bad_keys: {requests_per_second: 1e9}, key: x}\n"
    let error = try #require(throws: FileError.self) { try load(text) }
    for field in [
      "access.rate.requests_per_second", "access.rate.burst", "access.bad_keys.requests_per_second", "access.key",
    ] {
      #expect(error.problems.contains { $0.field == field }, "\(field)")
    }
  }
}
