import FuzzSupport
@testable import HeedService
import JSON
import Scoring

// libFuzzer calls on one thread only.
nonisolated(unsafe) private let scorer = Scorer()
nonisolated(unsafe) private let parser = JSONParser()
private let now = Instant(secondsSince1970: 1_795_330_800)
private let request = Array(
  #"""
  {"ticket":{"id":"T","severity":"high"},"customer":{"purchases":{"count":9,"first_days_ago":1460,"last_days_ago":21}},
  "social":{"consent":true,"accounts":[{"network":"x","followers":1000000,"engagers_90d":40000}]}}
  """#.utf8)

/// A policy file is refused with its mistakes, or makes a policy that decides.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  do throws(FileError) {
    let settings = try PolicyReader.read(text, path: "policy.yaml")
    require(settings.problems().isEmpty, "a policy with problems")
    decide(LoadedPolicy(settings, values: nil, hash: ContentHash()))
  } catch {
    require(!error.problems.isEmpty && !error.description.isEmpty, "a mistake that is not named")
  }
  return 0
}

/// Scores a request under a policy.
private func decide(_ policy: LoadedPolicy) {
  scorer.json.removeAll()
  do throws(JSONError) {
    let value = try parser.parse(copying: request)
    let id = policy.id(of: UnsafeRawBufferPointer(start: nil, count: 0), now: now)
    guard case .decided = scorer.score(value, id: id, policy, now: now) else { fatalError("no decision: \(written)") }
    let score = try parser.parse(copying: scorer.json.bytes)["score"]?.double ?? -1
    require((0...100).contains(score), "the score is \(score)")
  } catch {
    fatalError("\(error) in \(written)")
  }
}

private var written: String { String(decoding: scorer.json.bytes, as: UTF8.self) }
