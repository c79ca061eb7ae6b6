import Logging
import Scoring
import TestSupport
import Testing

@testable import HeedService

@Suite("The policy in force")
struct PolicyStoreTests {
  private let folder = try! TemporaryFolder()

  private func store(_ text: String) throws -> PolicyStore {
    try folder.write(text, to: "policy.yaml")
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    return try PolicyStore(PolicyFile(path: folder.path("policy.yaml")), logger: logger)
  }

  @Test("A changed file comes into force; an unchanged one is left alone")
  func reload() throws {
    let store = try store("name: first\npopulation: none\ntopics: none\n")
    let generation = store.generation
    store.reloadIfChanged()
    #expect(store.generation == generation)
    try folder.write("name: second\npopulation: none\ntopics: none\n", to: "policy.yaml")
    store.reloadIfChanged()
    #expect(store.current.policy.name == "second")
    #expect(store.generation == generation + 1)
    #expect(store.status.reloads == 1)
  }

  @Test("A broken file is refused and counted, and the old policy goes on; a mended one comes into force")
  func broken() throws {
    let store = try store("name: first\npopulation: none\ntopics: none\n")
    for (index, text) in ["phase: none\n", "name: [", "tiers: []\npopulation: none\ntopics: none"].enumerated() {
      try folder.write(text, to: "policy.yaml")
      store.reloadIfChanged()
      store.reloadIfChanged()
      #expect(store.current.policy.name == "first")
      #expect(store.status.failures == index + 1)
      #expect(store.status.lastFailure?.contains("policy.yaml") == true)
    }
    try folder.write("name: mended\npopulation: none\ntopics: none\n", to: "policy.yaml")
    store.reloadIfChanged()
    #expect(store.current.policy.name == "mended")
    #expect(store.status.lastFailure == nil)
  }

  @Test("A changed population table counts as a change of the policy")
  func population() throws {
    try folder.write("quantile,value\n0,1\n1,2\n", to: "values.csv")
    let store = try store("population: values.csv\ntopics: none\n")
    let version = store.current.policy.version
    try folder.write("quantile,value\n0,1\n1,3\n", to: "values.csv")
    store.reloadIfChanged()
    #expect(store.current.policy.version != version)
  }

  @Test("Changed topics count as a change of the policy, and change what is near the market")
  func topics() throws {
    let head = "topic\ttitle\tparents\n"
    try folder.write(head + "field\t\t\nphones\t\tfield\napps\t\t\n", to: "mine.tsv")
    let store = try store("population: none\ntopics: mine.tsv\nmarket: {phones: 1}\n")
    let policy = store.current.policy
    #expect(policy.relevantTopicCount == 2)
    try folder.write(head + "field\t\t\nphones\t\tfield\napps\t\tfield phones\n", to: "mine.tsv")
    store.reloadIfChanged()
    #expect(store.current.policy.version != policy.version)
    #expect(store.current.policy.relevantTopicCount == 3)
  }

  @Test("A table that is missing or broken when the policy names it is read once it is mended")
  func mendedPopulation() throws {
    let store = try store("name: first\npopulation: none\ntopics: none\n")
    try folder.write("name: second\npopulation: new.csv\ntopics: none\n", to: "policy.yaml")
    store.reloadIfChanged()
    try folder.write("quantile,value\r\n0,1\r\n1,oops\r\n", to: "new.csv")
    store.reloadIfChanged()
    #expect(store.status.failures == 2)
    #expect(store.current.policy.name == "first")
    try folder.write("quantile,value\r\n0,1\r\n1,2\r\n", to: "new.csv")
    store.reloadIfChanged()
    #expect(store.current.policy.name == "second")
  }

  @Test("An outage that is being watched is not forgotten with the next policy")
  func outage() throws {
    let store = try store("name: first\npopulation: none\ntopics: none\n")
    let zero = SocialSignals(accounts: [Account(followers: 0)])
    let now = Instant(secondsSince1970: 1000)
    for _ in 0..<20 { _ = store.current.zeroCounts.observe(zero, at: now) }
    #expect(store.current.zeroCounts.observe(zero, at: now))
    try folder.write("name: second\npopulation: none\ntopics: none\n", to: "policy.yaml")
    store.reload()
    #expect(store.current.zeroCounts.observe(zero, at: now))
    try folder.write(
      "name: third\npopulation: none\ntopics: none\ninfluence: {zero_counts: {baseline: 0.1}}\n", to: "policy.yaml")
    store.reload()
    #expect(!store.current.zeroCounts.observe(zero, at: now))
    // What it was is remembered all the same.
    #expect(store.current.zeroCounts.outages == [400...1600] && store.current.zeroCounts.outageCount == 1)
  }

  @Test("A policy that cannot be read at the start is an error")
  func start() {
    #expect(throws: FileError.self) { try store("phase: 7") }
  }
}
