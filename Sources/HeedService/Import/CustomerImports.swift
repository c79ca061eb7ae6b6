import Dispatch
import HTTPWire
import JSON
import Scoring
import Storage
import Synchronization

/// Takes files of customers that come as bodies of requests (`POST /customers/import`), one after the other, on a queue of
/// its own: batches that are scored do not wait for them.
final class CustomerImports: Sendable {
  /// A file to take.
  struct Job: Sendable {
    let body: [UInt8]
    let format: ImportFormat
    /// What its columns mean; nil: headings that are the fields' own names, or objects as `PUT` takes them.
    let mapping: ImportMapping?
    let takenIdentities: ImportMapping.TakenIdentities
    let setting: CustomerSetting

    /// - Parameters:
    ///   - mapping: the name of a preset, as the query has it.
    ///   - takenIdentities: what the query says of them; nil: as the mapping does.
    /// - Throws: ``RefusedBody`` where the query names what there is not.
    init(
      body: [UInt8], format: ImportFormat, mapping: String?, takenIdentities: String?, setting: CustomerSetting
    ) throws {
      self.body = body
      self.format = format
      self.setting = setting
      let preset = mapping.map(ImportPreset.init(rawValue:))
      guard preset != .some(nil) else { throw Self.unknown("mapping", ImportPreset.allCases.map(\.rawValue)) }
      self.mapping = try preset??.mapping()
      let taken = takenIdentities.map(ImportMapping.TakenIdentities.init(rawValue:))
      guard taken != .some(nil) else {
        throw Self.unknown("taken_identities", ImportMapping.TakenIdentities.allCases.map(\.rawValue))
      }
      self.takenIdentities = (taken ?? nil) ?? self.mapping?.takenIdentities ?? .refuse
    }

    private static func unknown(_ parameter: String, _ known: [String]) -> RefusedBody {
      RefusedBody(
        problem: Problem([
          FieldProblem(
            pointer: "", detail: "expected the parameter \(parameter) to be one of \(known.joined(separator: ", "))")
        ]))
    }
  }

  /// Rows of one command: few, so that tickets need not wait for long.
  private static let rowsTogether = 200
  private static let mostWaitingBytes = 134_217_728

  private let thread = DispatchQueue(label: "heed.import")
  /// What the queue counts.
  let shard = MetricsShard()
  private let waitingBytes = Atomic<Int>(0)

  /// Whether there is room for one more file among those that wait.
  func admits(bytes: Int) -> Bool {
    waitingBytes.load(ordering: .relaxed) + bytes <= Self.mostWaitingBytes
  }

  /// Takes a file when its turn comes, and hands the answer to `completion`, on the queue. Rows that were taken before
  /// something went wrong stay: the same file may come again.
  func run(_ job: Job, in queue: TicketQueue, completion: @escaping @Sendable (Answer) -> Void) {
    waitingBytes.add(job.body.count, ordering: .relaxed)
    thread.async { [self] in
      completion(Self.answer(job, queue))
      waitingBytes.subtract(job.body.count, ordering: .relaxed)
    }
  }

  private static func answer(_ job: Job, _ queue: TicketQueue) -> Answer {
    let now = job.setting.now.secondsSince1970
    do {
      let reader = try ImportReader(
        open: { ByteSource(Array(job.body[$0...])) }, format: job.format, mapping: job.mapping, path: "the body",
        now: now, asOf: now)
      var result = ImportResult()
      var isAtEnd = false
      while !isAtEnd {
        var customers: [ImportedCustomer] = []
        while customers.count < rowsTogether, !isAtEnd {
          switch try reader.next() {
          case .customer(let customer): customers.append(customer)
          case .refused(let row): result.refused.append(row)
          case .end: isAtEnd = true
          }
        }
        if customers.isEmpty { continue }
        let handover = Handover<ImportResult>()
        let command = ImportCommand(
          customers: customers, takenIdentities: job.takenIdentities, asOf: now, setting: job.setting, result: handover)
        let answer = carryOut(command, queue)
        guard let part = handover.value, answer.head.status == .noContent else { return answer }
        result += part
      }
      return Self.answer(result)
    } catch let error as FileError {
      return Answer(Problem(error.problems.map { FieldProblem(pointer: "", detail: "\($0)") }))
    } catch {
      return Answer(Problem([FieldProblem(pointer: "", detail: "\(error)")]))
    }
  }

  /// Has a command carried out, and waits for that: the next part is not to be in line before this one is through.
  private static func carryOut(_ command: ImportCommand, _ queue: TicketQueue) -> Answer {
    let done = DispatchSemaphore(value: 0)
    let answer = Handover<Answer>()
    queue.submit(command) {
      answer.value = $0
      done.signal()
    }
    done.wait()
    return answer.value ?? .retrying(.queueStopped)
  }

  /// Most rows that an answer names of each kind.
  static let mostNamed = 1000

  private static func answer(_ result: ImportResult) -> Answer {
    .json { json in
      json.object {
        json.key("accepted").number(result.accepted)
        json.key("unchanged").number(result.unchanged)
        json.key("refused_rows").number(result.refused.count)
        json.key("refused").rows(result.refused)
        json.key("warnings").rows(result.warnings)
      }
    }
  }
}

extension JSONWriter {
  fileprivate func rows(_ rows: [RefusedRow]) {
    array {
      for row in rows.sorted(by: { $0.line < $1.line }).prefix(CustomerImports.mostNamed) {
        object {
          key("line").number(row.line)
          key("detail").string(row.detail)
        }
      }
    }
  }
}
