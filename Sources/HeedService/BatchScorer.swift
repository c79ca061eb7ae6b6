import HTTPWire
import JSON
import Scoring

/// Scores one batch: an item's failure is that item's answer, and the others go on.
struct BatchScorer {
  private let job: BulkScoring.Job
  private let mostItems: Int
  private let shard: MetricsShard
  private let scorer = Scorer()
  private let loader = CustomerLoader()

  init(_ job: BulkScoring.Job, mostItems: Int, shard: MetricsShard) {
    self.job = job
    self.mostItems = mostItems
    self.shard = shard
  }

  /// A batch may wait for the store, and goes on without where that does not work.
  private var recall: Recall? {
    job.queue.map { queue in
      queue.recall(queue.snapshot, queue.store.map { .store($0, loader) } ?? .nothing)
    }
  }

  /// The answers to all items in their order, in the form of the request: an array, or one a line.
  func answer() -> Answer {
    job.body.withUnsafeBytes { bytes in
      let body = UnsafeRawBufferPointer(rebasing: bytes.dropLast(JSONParser.padding))
      return job.isLines ? lines(body) : array(body)
    }
  }

  private func array(_ body: UnsafeRawBufferPointer) -> Answer {
    // A parser for this batch alone: it takes some fifteen times the batch's memory, which goes back afterwards.
    let parser = JSONParser(capacity: body.count, duplicateKeys: .allowed)
    return withExtendedLifetime(parser) {
      do throws(JSONError) {
        let root = try parser.parse(body)
        guard let items = root.array else {
          return refuse(Problem([FieldProblem(pointer: "", detail: "expected an array of requests")]))
        }
        guard items.count <= mostItems else { return tooMany(items.count) }
        if let refusal = job.account?.take(items: items.count) { return refuse(refusal) }
        let id = job.policy.id(of: body, now: job.now)
        scorer.json.array {
          for (index, item) in items.enumerated() {
            count(scorer.score(item, id: id.item(index), job.policy, now: job.now, recall: recall))
          }
        }
        return Answer(head: ResponseHead(.ok, contentType: MediaType.json), body: [UInt8](scorer.json.bytes))
      } catch {
        return refuse(Problem(error))
      }
    }
  }

  private func lines(_ body: UnsafeRawBufferPointer) -> Answer {
    let lines = JSONLines(body)
    let items = lines.reduce(0) { count, _ in count + 1 }
    guard items <= mostItems else { return tooMany(items) }
    if let refusal = job.account?.take(items: items) { return refuse(refusal) }
    for line in lines {
      // What follows a line is the next one or the padding, so that there are always bytes to read behind it.
      count(scorer.score(line, job.policy, now: job.now, recall: recall))
      scorer.json.raw("\n")
    }
    return Answer(head: ResponseHead(.ok, contentType: MediaType.lines), body: [UInt8](scorer.json.bytes))
  }

  private func count(_ outcome: Scorer.Outcome) {
    switch outcome {
    case .decided(let tierIndex, let flags): shard.decided(tierSlot: job.tierSlots[tierIndex], flags)
    case .refused: shard.refusedContent()
    case .unread: preconditionFailure("a batch waits for the store")
    }
  }

  private func tooMany(_ items: Int) -> Answer {
    refuse(
      Problem(
        kind: .tooManyItems, status: 413, detail: "\(items) items; send at most \(mostItems) in a request"))
  }

  private func refuse(_ refusal: AccessRefusal) -> Answer {
    shard.refusedAccess(refusal.reason)
    return refusal.answer
  }

  private func refuse(_ problem: Problem) -> Answer {
    shard.refusedContent()
    return Answer(problem)
  }
}
