import Dispatch
import FrontDoors
import HTTPServer
import HTTPWire
import JSON
import Scoring
import Synchronization

/// `/score.txt`, `/score.form` and `/score.xml`: for telephony, which reads whatever comes. So all of them are answered in
/// their form, in time, with something that can be used.
extension ServiceHandler {
  func telephony(
    _ request: borrowing HTTPServer.Request, _ dialect: Dialect, _ exchange: Exchange, _ respond: inout Responder
  ) {
    var text = request.head.query.map { [UInt8]($0) } ?? []
    if !request.body.isEmpty { text += (text.isEmpty ? [] : [UInt8(ascii: "&")]) + request.body }
    let parameters = FormParameters(bytes: text)
    let call = TelephonyRequest(parameters: parameters)
    refreshPolicy()
    let settings = service.configuration.telephony
    let rendering = TelephonyRendering(
      dialect: dialect, field: call.field, warnings: call.warnings, policy: policy.policy,
      defaultSeconds: settings.defaultSeconds)
    scorer.json.removeAll()
    let line = service.queue.map(view)
    let recall = line.flatMap { line in service.queue?.recall(line.snapshot, .cache) }
    var answer: Answer?
    let body = call.json.withUnsafeBytes { BulkScoring.padded($0) }
    let outcome = body.withUnsafeBytes { bytes in
      scorer.score(
        UnsafeRawBufferPointer(rebasing: bytes.dropLast(JSONParser.padding)), policy, now: now(request.time),
        line: line, recall: recall
      ) { answer = rendering.answer($0) }
    }
    switch outcome {
    case .decided(let tierIndex, let flags):
      shard.decided(tierSlot: tierSlots[tierIndex], flags)
      send(answer ?? rendering.fallback(.ok), exchange, &respond)
    case .refused:
      shard.refusedContent()
      send(rendering.fallback(.ok), exchange, &respond)
    case .unread:
      let scoring = UnreadScoring(
        body: body, policy: policy, tierSlots: tierSlots, now: now(request.time))
      later(scoring, rendering, withinSeconds: settings.answerWithinSeconds, exchange, &respond)
    }
  }

  /// The status tells what is wrong, and so does a field; the body can be used all the same.
  func refuse(_ answer: Answer, _ dialect: Dialect, _ exchange: Exchange, _ respond: inout Responder) {
    let rendering = TelephonyRendering(
      dialect: dialect, field: .seconds, warnings: [], policy: policy.policy,
      defaultSeconds: service.configuration.telephony.defaultSeconds)
    var plain = rendering.fallback(answer.head.status)
    plain.head.fields += answer.head.fields
    respond.send(exchange.adding(to: plain.head), body: plain.body)
    count(exchange, plain.head.status)
  }

  /// Has the customer read first, but not for longer than a caller can wait: then without what is stored.
  private func later(
    _ scoring: UnreadScoring, _ rendering: TelephonyRendering, withinSeconds seconds: Double, _ exchange: Exchange,
    _ respond: inout Responder
  ) {
    guard let queue = service.queue else { preconditionFailure("nothing is unread without a store") }
    let (response, reader, first) = (respond.defer(), service.queueShards.reader, FirstAnswer())
    let render: UnreadScoring.Rendering = { scored, _ in rendering.answer(scored) }
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) {
      guard first.isFirst() else { return }
      let answer = scoring.answer(without: queue, render)
      Self.complete(response, rendering.plain(answer), exchange, reader)
    }
    scoring.carryOut(in: queue, shard: reader, render: render) { answer in
      guard first.isFirst() else { return }
      Self.complete(response, rendering.plain(answer), exchange, reader)
    }
  }
}

/// Of several who would give an answer one does.
private final class FirstAnswer: Sendable {
  private let isGiven = Atomic<Bool>(false)

  func isFirst() -> Bool { !isGiven.exchange(true, ordering: .relaxed) }
}
