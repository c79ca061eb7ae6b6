import Foundation
import TestSupport
import Testing

@Suite("The command line")
struct CommandTests {
  @Test("heed --help and --version explain themselves")
  func help() throws {
    let help = try HeedCommand.run(["--help"])
    #expect(help.status == 0)
    for command in ["serve", "score", "check", "key", "population", "simulate"] {
      #expect(help.output.contains("  \(command) "))
    }
    #expect(try HeedCommand.run(["--version"]).output == "0.1.0\n")
  }

  @Test("score shows a table, or JSON, of files and of standard input")
  func score() throws {
    let table = try HeedCommand.run(["score", "config/samples/quiet-loyalist.json", "config/samples/example.json"])
    #expect(table.status == 0)
    let lines = table.output.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix("ticket") && lines[2].hasPrefix("loyalist") && lines[4].contains("social-care"))

    let input = #"{"ticket":{"id":"T"}}"# + "\n" + #"{"ticket":{"id":"U","severity":"critical"}}"# + "\n"
    let decisions = try HeedCommand.run(["score", "--format", "ndjson", "--now", "2026-11-22T07:00:00Z"], input: input)
    let tiers = try decisions.output.split(separator: "\n").map { line in
      (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["tier"] as? String
    }
    #expect(tiers == ["standard", "critical"])
    let again = try HeedCommand.run(["score", "--format", "ndjson", "--now", "2026-11-22T07:00:00Z"], input: input)
    #expect(again.output == decisions.output)
  }

  @Test("score names what it refuses, scores the rest, and ends with 1")
  func refusals() throws {
    let input = #"{"ticket":{"id":"T"}}"# + "\n" + #"{"ticket":{"severity":"dire"}}"# + "\n{\n"
    let result = try HeedCommand.run(["score", "--format", "ndjson"], input: input)
    #expect(result.status == 1)
    #expect(result.output.split(separator: "\n").count == 1)
    #expect(result.errors.contains("-, request 2: /ticket/severity: expected one of"))
    #expect(result.errors.contains("-, request 3: "))
    #expect(result.errors.hasSuffix("heed: 1 decided, 2 refused\n"))
    let missing = try HeedCommand.run(["score", "nowhere.json"])
    #expect(missing.status == 1 && missing.errors.contains("nowhere.json"))
    #expect(try HeedCommand.run(["score", "--now", "tomorrow"]).status == 64)
    #expect(try HeedCommand.run(["score", "--format", "xml"]).status == 64)
  }

  @Test("check shows the policy, and lists the mistakes of a broken one")
  func check() throws {
    let good = try HeedCommand.run(["check"])
    #expect(good.status == 0)
    #expect(good.output.contains("add 13.5 points, and so lift a ticket by one tier at most"))
    #expect(good.output.contains("topics.tsv: 8034 topics, 13429 links; of them 1 count for the market"))
    #expect(good.output.contains("warning: market topic home-appliances is not in topics.tsv"))
    #expect(good.output.contains("kitchen-appliances"))
    let folder = try TemporaryFolder()
    try folder.write("phase: wild\nfactors: {severity: {cap: 900}}\n", to: "policy.yaml")
    let bad = try HeedCommand.run(["check", "--policy", folder.path("policy.yaml")])
    #expect(bad.status == 1)
    #expect(
      bad.errors.contains("2 mistakes") && bad.errors.contains("line 1, phase") && bad.errors.contains("line 2, "))
  }

  @Test("check goes on to the next part where one is broken, and refuses what serve refuses")
  func checkAll() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "host: 0.0.0.0\nport: 99999\ntls: {certificate: no.pem, key: no.key}\nlimits: {body_bytes: 1}\n", to: "heed.yaml")
    try folder.write("phase: wild\npopulation: none\ntopics: none\n", to: "policy.yaml")
    let bad = try HeedCommand.run(
      ["check", "--config", folder.path("heed.yaml")], environment: ["HEED_THREADS": "many"])
    #expect(bad.status == 1 && bad.output.isEmpty)
    for mistake in [
      "line 2, port: found 99999, expected a number from 0 to 65535",
      "line 4, limits.body_bytes: found 1, expected a number from 1024 to 1048576", "environment: 1 mistake",
      "HEED_THREADS", "refusing to listen on 0.0.0.0",
      "cannot read the certificate", "policy.yaml: 1 mistake", "line 1, phase",
    ] {
      #expect(bad.errors.contains(mistake), "\(bad.errors)")
    }
    let keys = try HeedCommand.run(
      ["check", "--config", folder.path("heed.yaml"), "--keys", "no-keys.yaml"])
    #expect(keys.errors.contains("no-keys.yaml: 1 mistake") && !keys.errors.contains("refusing"))
  }

  @Test("A configuration that names no policy has policy.yaml beside it")
  func policyBeside() throws {
    let folder = try TemporaryFolder()
    try folder.write("port: 9000\n", to: "heed.yaml")
    try folder.write("name: beside\npopulation: none\ntopics: none\n", to: "policy.yaml")
    let check = try HeedCommand.run(["check", "--config", folder.path("heed.yaml")])
    #expect(check.status == 0 && check.output.contains("policy \(folder.path("policy.yaml")): good"))
  }

  @Test("population makes a table that the policy can name, from CSV and from NDJSON")
  func population() throws {
    let folder = try TemporaryFolder()
    let rows = (1...500).map { "c\($0),\"\($0)\"" }
    try folder.write((["id,lifetime_value"] + rows + ["bad,much"]).joined(separator: "\n"), to: "customers.csv")
    let csv = try HeedCommand.run([
      "population", folder.path("customers.csv"), "--points", "101", "--output", folder.path("values.csv"),
    ])
    #expect(csv.status == 1)
    #expect(csv.errors.contains("row 502") && csv.errors.contains("500 customers with a lifetime value"))
    try folder.write("population: values.csv\ntopics: none\n", to: "policy.yaml")
    let check = try HeedCommand.run(["check", "--policy", folder.path("policy.yaml")])
    #expect(check.status == 0 && check.output.contains("101 quantiles, least 1.00, median 250.50, most 500.00"))

    let lines = (1...50).map {
      #"{"id":"c\#($0)","purchases":{"count":\#($0),"first_days_ago":900,"last_days_ago":9}}"#
    }
    try folder.write(lines.joined(separator: "\n"), to: "customers.ndjson")
    let ndjson = try HeedCommand.run(["population", folder.path("customers.ndjson"), "--points", "11"])
    #expect(ndjson.status == 0)
    #expect(ndjson.output.split(separator: "\n").filter { !$0.hasPrefix("#") }.count == 12)

    try folder.write("a,b\n1,2\n", to: "other.csv")
    let other = try HeedCommand.run(["population", folder.path("other.csv")])
    #expect(other.status == 1 && other.errors.contains("expected lifetime_value; or count"))
  }

  @Test("serve says where it listens, reads the policy anew on SIGHUP, and drains on SIGTERM")
  func serve() throws {
    let folder = try TemporaryFolder()
    try folder.write("name: first\npopulation: none\ntopics: none\n", to: "policy.yaml")
    // The watch does not look in the time that this takes: it is the signal that is tried.
    try folder.write("policy_check_seconds: 3600\n", to: "heed.yaml")
    let process = HeedCommand.process([
      "serve", "--port", "0", "--threads", "1", "--config", folder.path("heed.yaml"), "--policy",
      folder.path("policy.yaml"),
    ])
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(line.firstMatch(of: #/http:\/\/127\.0\.0\.1:(\d+)/#).flatMap { Int($0.output.1) })
    let client = Client(port: port)
    #expect(client.post("/score", [UInt8](#"{"ticket":{"id":"T"}}"#.utf8))?.body.contains(#""name":"first""#) == true)
    try folder.write("name: other\npopulation: none\ntopics: none\n", to: "policy.yaml")
    kill(process.processIdentifier, SIGHUP)
    let isReloaded = (0..<100).contains { _ in
      usleep(50_000)
      return client.get("/health")?.body.contains("other") == true
    }
    #expect(isReloaded)
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("serve speaks HTTPS, and shows another certificate after SIGHUP")
  func serveTLS() throws {
    let folder = try TemporaryFolder()
    let files = try TestCertificate("first.example").write(to: folder, as: "server")
    let process = HeedCommand.process(
      ["serve", "--port", "0", "--threads", "1", "--tls-cert", files.certificate], ["HEED_TLS_KEY": files.key])
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer { process.terminate() }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(line.firstMatch(of: #/https:\/\/127\.0\.0\.1:(\d+)/#).flatMap { Int($0.output.1) })
    let client = Client(port: port, tls: TLSClientContext())
    #expect(client.tls?.name == "first.example")
    #expect(client.post("/score", [UInt8](#"{"ticket":{"id":"T"}}"#.utf8))?.status == 200)
    _ = try TestCertificate("second.example").write(to: folder, as: "server")
    kill(process.processIdentifier, SIGHUP)
    let isReloaded = (0..<100).contains { _ in
      usleep(50_000)
      return Client(port: port, tls: TLSClientContext()).tls?.name == "second.example"
    }
    #expect(isReloaded)
    #expect(client.get("/livez")?.status == 200)
  }

  @Test("check tells of certificates, and serve of what is wrong with them")
  func certificates() throws {
    let folder = try TemporaryFolder()
    let files = try TestCertificate("heed.example").write(to: folder, as: "server")
    try folder.write(
      "policy: \(Repository.defaultPolicy)\ntls: {certificate: server.pem, key: server.key}\n", to: "heed.yaml")
    let good = try HeedCommand.run(["check", "--config", folder.path("heed.yaml")])
    #expect(good.status == 0 && good.output.contains("server.pem: good; EC, CN=heed.example, expires 20"))
    let foreign = try TestCertificate("other.example").write(to: folder, as: "other")
    let wrong = try HeedCommand.run(["serve", "--tls-cert", files.certificate, "--tls-key", foreign.key])
    #expect(wrong.status == 1 && wrong.errors.contains("does not belong to the certificate"))
    let half = try HeedCommand.run(["serve", "--tls-cert", files.certificate])
    #expect(half.status == 1 && half.errors.contains("tls.key: found nothing"))
  }

  @Test("serve says what to do where it cannot listen or will not")
  func serveRefuses() throws {
    let open = try HeedCommand.run(["serve", "--host", "0.0.0.0", "--port", "0"])
    #expect(open.status == 1 && open.errors.contains("--allow-open-access") && open.errors.contains("heed key create"))
    let port = try HeedCommand.run(["serve", "--port", "70000"])
    #expect(port.status == 1 && port.errors.contains("port: found 70000"))
    let policy = try HeedCommand.run(["serve", "--port", "0", "--policy", "nowhere.yaml"])
    #expect(policy.status == 1 && policy.errors.contains("nowhere.yaml"))
    let environment = try HeedCommand.run(["serve"], environment: ["HEED_PORT": "many"])
    #expect(environment.status == 1 && environment.errors.contains("HEED_PORT"))
  }
}
