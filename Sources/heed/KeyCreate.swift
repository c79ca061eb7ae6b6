public import ArgumentParser
import Foundation
public import HeedService

struct KeyCreate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make an API key, and show it once.",
    discussion: """
      The key goes to standard output and is not kept: only its hash is. Give it to the client by a way that others do \
      not read, and make another one where it is lost.

      Scopes: score (/score, /score/batch), queue, customers, metrics (/health, /metrics), admin (everything).
      """)

  @Option(help: "What to call the key, in lists and in metrics: \(StoredKey.nameRule).")
  var name: String

  @Option(help: "What the key allows; may be given several times.")
  var scope: [Scope]

  @Option(help: "From when on the key is no longer good: 2027-01-01, or 2027-01-01T12:00:00Z. Default: it always is.")
  var expires: String?

  @Option(help: "Requests a second that the key grants; 0 means no limit. Default: the configuration's access.rate.")
  var rate: Double?

  @Option(help: "Requests at once, with --rate. Default: those of one second.")
  var burst: Int?

  @OptionGroup var file: KeysFileOptions

  func validate() throws {
    if !StoredKey.isName(name) { throw ValidationError("--name takes \(StoredKey.nameRule)") }
    if let expires {
      guard let time = StoredKey.time(expires) else { throw ValidationError("--expires takes \(StoredKey.timeRule)") }
      if time <= Int(Date().timeIntervalSince1970) {
        throw ValidationError("--expires takes a time to come, not \(expires)")
      }
    }
    if rate ?? 0 == 0, burst != nil { throw ValidationError("--burst goes with --rate above 0") }
    if let problem = rateSettings?.problems.first {
      let option = problem.field == "burst" ? "--burst" : "--rate"
      throw ValidationError("\(option) takes \(problem.expected), not \(problem.found)")
    }
  }

  func run() throws {
    let keys = try file.keysFile()
    let new = KeysFile.NewKey(
      name: name, scopes: ScopeSet(scope), expires: expires.flatMap(StoredKey.time), rate: rateSettings)
    let key = try Terminal.explaining { try keys.create(new, now: Int(Date().timeIntervalSince1970)) }
    Terminal.complain("heed: wrote \(keys.path). This is the key; it is not shown again:")
    Terminal.write("\(key.text)\n")
  }

  private var rateSettings: RateSettings? {
    rate.map { RateSettings(requestsPerSecond: $0, burst: burst ?? 0) }
  }
}

extension Scope: ExpressibleByArgument {}
