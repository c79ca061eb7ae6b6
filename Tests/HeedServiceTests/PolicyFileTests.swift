import Foundation
import Scoring
import TestSupport
import Testing

@testable import HeedService

@Suite("Policy files")
struct PolicyFileTests {
  private func problems(_ text: String) throws -> [FileProblem] {
    do {
      _ = try PolicyReader.read(text, path: "policy.yaml")
      return []
    } catch {
      return error.problems
    }
  }

  @Test("The file that ships shows every default")
  func defaults() throws {
    let loaded = try PolicyFile(path: Repository.defaultPolicy).load()
    #expect(loaded.policy.settings == PolicySettings())
    #expect(loaded.values != nil)
    #expect(try PolicyReader.read("name: default", path: "short") == PolicySettings())
    #expect(try problems("").count == 1)
    #expect(try problems("# nothing yet\n").count == 1)
  }

  @Test("Every section that the file may have stands in the one that ships, so that none goes without a comment")
  func everyFieldIsShown() throws {
    let text = try String(decoding: Repository.bytes("config/policy.yaml"), as: UTF8.self)
    let known = [
      "name", "phase", "factors", "severity", "repeat_contact", "incidents", "loyalty", "lifetime_value", "population",
      "social", "influence", "market", "topics", "near_topics", "story", "conduct", "community", "tiers",
      "head_start_share", "desk_rules",
    ]
    let unknown = try #require(try problems("nothing: 1").first)
    #expect(unknown.expected == "one of \(known.sorted().joined(separator: ", "))")
    for field in known { #expect(text.contains("\n\(field):"), "\(field)") }
  }

  @Test("What makes an incident is checked, each field and those that belong together")
  func incidents() throws {
    let found = try problems(
      """
      incidents: {open_from: 0.6, close_below: 0.7, factor: 1, least_tickets: 1, fast_memory_seconds: 3600,
        slow_memory_seconds: 600, surge_share: 0, most_topics: 3}
      """)
    let fields = [
      "close_below", "factor", "least_tickets", "surge_share", "slow_memory_seconds", "most_topics",
    ]
    #expect(found.map(\.field) == fields.map { "incidents.\($0)" }, "\(found)")
    let settings = try PolicyReader.read("incidents: {factor: 3, least_tickets: 9}", path: "policy.yaml")
    #expect(settings.incidents.factor == 3 && settings.incidents.leastTickets == 9)
  }

  @Test("All mistakes are listed at once, each with its line, its field, what was found and what was expected")
  func allMistakes() throws {
    let found = try problems(
      """
      name: mine
      phase: relativ
      factors:
        severity: {cap: many}
        value: {cap: 12, neutral: 1.5}
        weather: {cap: 3}
      lifetime_value:
        bg_nbd: {r: -1}
      tiers:
        - {name: high, from: 50, promise_seconds: 60, desk: a}
        - {name: high, from: 60, promise_seconds: 30, desk: b}
      desk_rules:
        - {desk: x, tiers: [hihg]}
      """)
    let expected: [(Int?, String, String)] = [
      (2, "phase", "\"relativ\""), (4, "factors.severity.cap", "\"many\""), (5, "factors.value.neutral", "1.5"),
      (6, "factors.weather", "an unknown field"), (8, "lifetime_value.bg_nbd.r", "\"-1\""),
      (11, "tiers[1].name", "high"), (11, "tiers[1].from", "60"), (11, "tiers[1].promise_seconds", "30"),
      (11, "tiers[1].from", "60"), (13, "desk_rules[0].tiers", "hihg"),
    ]
    #expect(found.map(\.line) == expected.map(\.0))
    #expect(found.map(\.field) == expected.map(\.1))
    #expect(found.map(\.found) == expected.map(\.2))
    #expect(found.allSatisfy { !$0.expected.isEmpty })
  }

  @Test(
    "A mistake in the YAML itself has its line",
    arguments: [("name: [a", 2), ("name: a\nname: b", 1), ("a: b: c", 1), ("\tname: x", 1)])
  func yaml(_ text: String, _ line: Int) throws {
    let found = try problems(text)
    #expect(found.count == 1)
    #expect(found.first?.line == line, "\(found)")
  }

  @Test("A policy in which social signals could do too much is refused, unless it says so")
  func socialLift() throws {
    let wide = "social: {cap: 30}\nfactors: {influence: {cap: 20}, story: {cap: 20}, severity: {cap: 40}}\n"
    let found = try problems(wide)
    #expect(found.map(\.field) == ["social.cap"])
    #expect(found.first?.line == 1)
    #expect(try problems(wide.replacing("{cap: 30}", with: "{cap: 30, may_skip_tiers: true}")).isEmpty)
  }

  @Test("A policy in which caps exceed 100 together is refused")
  func caps() throws {
    #expect(try problems("factors: {severity: {cap: 57}}").map(\.field) == ["factors"])
  }

  @Test("The population table's mistakes are listed with their lines")
  func population() throws {
    let folder = try TemporaryFolder()
    let policy = try folder.write("population: values.csv\ntopics: none\n", to: "policy.yaml")
    #expect(throws: FileError.self) { try PolicyFile(path: policy).load() }
    try folder.write("# mine\nquantile,value\n0,1\nhalf,2\n1\n", to: "values.csv")
    let error = #expect(throws: FileError.self) { try PolicyFile(path: policy).load() }
    #expect(error?.problems.map(\.line) == [4, 5])
    try folder.write("quantile,value\n0,1\n1,0\n", to: "values.csv")
    let falling = #expect(throws: FileError.self) { try PolicyFile(path: policy).load() }
    #expect(falling?.problems.first?.found.contains("decrease") == true)
  }

  @Test("The topics' mistakes are listed with their lines")
  func topics() throws {
    let folder = try TemporaryFolder()
    let policy = try folder.write("population: none\ntopics: mine.tsv\n", to: "policy.yaml")
    let missing = #expect(throws: FileError.self) { try PolicyFile(path: policy).load() }
    #expect(missing?.path.hasSuffix("mine.tsv") == true)
    let head = "# mine\ntopic\ttitle\tparents\n"
    for (text, lines) in [
      ("", [nil]), ("a\t\t\n", [1]), (head, [nil]), (head + "a\t\t\r\nb\n\n\tc\t\n", [4, 6]),
      (head + "a\t\t\n#\nA\t\t\n", [5]), (head + "a\tThe A\tb c\nb\t\t\n", [3]), (head + "a\t\tb\nb\t\ta\n", [3]),
    ] as [(String, [Int?])] {
      try folder.write(text, to: "mine.tsv")
      let error = #expect(throws: FileError.self) { try PolicyFile(path: policy).load() }
      #expect(error?.problems.map(\.line) == lines, "\(text): \(String(describing: error))")
    }
    try folder.write(head + "a\tThe A\tb c\r\nb\t\t\nc\t\tb\n", to: "mine.tsv")
    let taxonomy = try #require(try PolicyFile(path: policy).load().taxonomy)
    #expect(taxonomy.count == 3 && taxonomy.linkCount == 3 && taxonomy.contains("the a"))
    try folder.write("population: none\ntopics: none\nnear_topics: {least_similarity: 0}\n", to: "policy.yaml")
    #expect(throws: FileError.self) { try PolicyFile(path: policy).load() }
    try folder.write("population: none\ntopics: none\n", to: "policy.yaml")
    #expect(try PolicyFile(path: policy).load().taxonomy == nil)
  }

  @Test("The topics that ship are Klout's, with the similarities that are known of them")
  func shippedTopics() throws {
    let loaded = try PolicyFile(path: Repository.defaultPolicy).load()
    let taxonomy = try #require(loaded.taxonomy)
    // The ontology's 8,033 topics and 13,446 edges; `economics` is among the edges alone, and 17 edges are the root's.
    #expect(taxonomy.count == 8034 && taxonomy.linkCount == 13_429)
    #expect(taxonomy.similarity("air-travel", "travel") == 0.5)
    #expect(taxonomy.similarity("iphone", "android") == 1.0 / 3)
    #expect(taxonomy.similarity("Air Travel", "Cooking") == 0)
    // The default market is not in it, and nothing comes near it.
    #expect(loaded.policy.relevantTopicCount == 1)
  }

  @Test("The version is the hash of the policy's and the table's content")
  func version() throws {
    let folder = try TemporaryFolder()
    let policy = try folder.write("population: values.csv\ntopics: none\n", to: "policy.yaml")
    try folder.write("quantile,value\n0,1\n1,2\n", to: "values.csv")
    let first = try PolicyFile(path: policy).load().policy.version
    #expect(first.wholeMatch(of: #/sha256:[0-9a-f]{64}/#) != nil)
    #expect(try PolicyFile(path: policy).load().policy.version == first)
    try folder.write("quantile,value\n0,1\n1,3\n", to: "values.csv")
    #expect(try PolicyFile(path: policy).load().policy.version != first)
  }
}
