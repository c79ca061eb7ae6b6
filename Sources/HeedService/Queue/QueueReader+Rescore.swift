import JSON
import Scoring
import Storage

extension QueueReader.Context {
  /// Scores a ticket again that is stored.
  ///
  /// - Parameters:
  ///   - request: what it is scored from, with `JSONParser.padding` spare bytes behind it.
  ///   - now: the time that it is scored at; nil: the present.
  /// - Returns: the command that makes it so; nil where the request is one of another ticket.
  /// - Throws: what is wrong with the request.
  func rescore(
    _ request: [UInt8], of stored: StoredTicket, _ policy: LoadedPolicy, now: Instant?
  ) throws(RefusedBody) -> RescoreCommand? {
    let scorer = tools.scorer
    scorer.json.removeAll()
    var (command, isUnread) = (RescoreCommand?.none, false)
    let line = LineView(snapshot: snapshot, now: self.now, known: (stored.place, stored.arrivedAt))
    let outcome = request.withUnsafeBytes { bytes in
      let request = UnsafeRawBufferPointer(rebasing: bytes.dropLast(JSONParser.padding))
      return scorer.score(
        request, policy, now: now ?? Instant(secondsSince1970: self.now), line: line, recall: recall
      ) { scored in
        isUnread = scored.decision.flags.contains(.customerUnread)
        guard scored.ticket.utf8.elementsEqual(stored.id.utf8) else { return }
        command = RescoreCommand(
          number: stored.number, version: stored.version,
          change: scored.change(request: [UInt8](request), decision: [UInt8](scorer.json.bytes)))
      }
    }
    if case .refused(let problem) = outcome { throw RefusedBody(problem: problem) }
    // A ticket is not to lose its place because its customer cannot be read for a moment.
    if isUnread { throw RefusedBody(problem: .queueUnavailable("what is stored of the customer cannot be read")) }
    return command
  }
}
