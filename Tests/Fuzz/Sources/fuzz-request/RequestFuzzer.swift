import FuzzSupport
@testable import HeedService
import JSON
import Scoring

// libFuzzer calls on one thread only.
nonisolated(unsafe) private let scorer = Scorer()
nonisolated(unsafe) private let parser = JSONParser()
nonisolated(unsafe) private let secondParser = JSONParser()
private let policy = LoadedPolicy(PolicySettings(), values: nil, hash: ContentHash())
private let now = Instant(secondsSince1970: 1_795_330_800)

/// Whatever is asked, the answer is JSON: a decision or a problem.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count + JSONParser.padding, alignment: 1)
  defer { memory.deallocate() }
  memory.initializeMemory(as: UInt8.self, repeating: 0x22)
  memory.copyMemory(from: UnsafeRawBufferPointer(start: start, count: count))
  let body = UnsafeRawBufferPointer(rebasing: memory[..<count])
  scorer.json.removeAll()
  let outcome = scorer.score(body, policy, now: now)
  do throws(JSONError) {
    let answer = try parser.parse(copying: scorer.json.bytes)
    switch outcome {
    case .decided:
      require(isJSON(body), "a decision on what is not JSON: \(written)")
      let score = answer["score"]?.double ?? -1
      require((0...100).contains(score) && answer["tier"]?.text != nil, "no decision: \(written)")
    case .refused(let problem):
      require(answer["status"]?.int == problem.status && (400..<500).contains(problem.status), "no problem: \(written)")
      require((problem.kind == .invalidJSON) != isJSON(body), "is it JSON? \(written)")
    }
  } catch {
    fatalError("\(error) in \(written)")
  }
  return 0
}

/// Whether the parser by itself takes it. It refuses keys that are there twice; the scorer looks for them in its own way.
private func isJSON(_ body: UnsafeRawBufferPointer) -> Bool {
  do throws(JSONError) {
    _ = try secondParser.parse(body)
    return true
  } catch {
    return false
  }
}

private var written: String { String(decoding: scorer.json.bytes, as: UTF8.self) }
