import Foundation
import FrontDoors
import Logging
import Storage
import Synchronization
import TestSupport
import Testing

@testable import HeedService

/// The worker over real sockets, with receivers that are rough on purpose.
@Suite("The worker that writes back")
struct WriteBackWorkerTests {
  @Test("Every message arrives, in order for a ticket, under the same id, however the receivers behave")
  func roughReceivers() throws {
    let random = Mutex(SeededGenerator(seed: 64))
    let label = Comment(rawValue: random.withLock { $0.description })
    let receivers = (0..<2).map { _ in
      NoticeReceiver { _, attempt in
        switch random.withLock({ Int.random(in: 0..<100, using: &$0) }) {
        case 0..<12: .answer(500)
        case 12..<20: .close
        case 20..<22: attempt == 1 ? .drip : .answer(204)
        case 22..<26: .answer(429, head: "Retry-After: 3\r\n")
        case 26..<30: .answer(302, head: "Location: http://127.0.0.1:1/\r\n")
        case 30..<33: .answer(409)
        default: .answer(200)
        }
      }
    }
    let outbox = try TestOutbox()
    let targets = receivers.enumerated().map {
      WriteBackSamples.target("t\($0)", port: $1.port, timeoutSeconds: 0.3)
    }
    let worker = WriteBackSamples.worker(targets, outbox)
    var messages: [NewMessage] = []
    for number in 1...5 {
      for ticket in 0..<20 {
        for target in targets {
          messages.append(WriteBackSamples.message(target, ticket: "T-\(ticket)", number, at: outbox.now))
        }
      }
    }
    // Some before it knows, the others while it works.
    try outbox.insert(Array(messages.prefix(100)))
    worker.wake()
    try outbox.insert(Array(messages.dropFirst(100)))
    worker.wake()
    #expect(try outbox.wait(for: worker, stepSeconds: 1) { try outbox.counts() == (0, 0) }, label)
    worker.stop(withinSeconds: 5)
    for (receiver, target) in zip(receivers, targets) {
      let sent = messages.filter { $0.target == target.name }
      let taken = receiver.requests.filter(\.isTaken)
      #expect(Set(taken.map(\.id)) == Set(sent.map(\.id)), label)
      for ticket in 0..<20 {
        let numbers = taken.filter { $0.ticket == "T-\(ticket)" }.map(\.number)
        #expect(numbers == numbers.sorted(), "\(label): \(numbers)")
      }
      // One at a time on a ticket, and never more than four.
      #expect(receiver.mostOfTicket == 1 && receiver.mostAtOnce <= 4, label)
      for (id, attempts) in Dictionary(grouping: receiver.requests, by: \.id) {
        #expect(Set(attempts.map(\.body)).count == 1, label)
        for attempt in attempts {
          let signature = StandardWebhooks.signature(
            id: id, timestamp: try #require(Int(attempt.timestamp)), body: attempt.body,
            secret: WriteBackSamples.secret)
          #expect(attempt.signature == signature, label)
        }
      }
    }
    let figures = worker.figures.targets
    #expect(figures.map(\.delivered) == [100, 100] && figures.allSatisfy { $0.retried > 0 && $0.dead == 0 }, label)
  }

  @Test("A message that is refused is dead, holds up none behind it, and can be sent again under its id")
  func deadLetters() throws {
    let isMended = Mutex(false)
    let receiver = NoticeReceiver { notice, _ in
      notice.facts.position == 1 && !isMended.withLock { $0 } ? .answer(422) : .answer(200)
    }
    let outbox = try TestOutbox()
    let target = WriteBackSamples.target("t", port: receiver.port)
    try outbox.insert((1...3).map { WriteBackSamples.message(target, ticket: "T", $0, at: outbox.now) })
    let log = LogCapture()
    let worker = WriteBackSamples.worker([target], outbox, log)
    #expect(try outbox.wait(for: worker) { try outbox.counts() == (0, 1) })
    #expect(receiver.requests.map(\.number) == [1, 2, 3])
    let dead = try #require(try outbox.messages(.dead).first)
    #expect(dead.lastStatus == 422 && dead.lastError == "the receiver refuses it with status 422")
    #expect(log.lines(from: .warning).contains { $0.contains(dead.id) })
    isMended.withLock { $0 = true }
    try outbox.store.transact { _ = try $0.revive(number: dead.number, at: outbox.now) }
    worker.wake()
    #expect(try outbox.wait(for: worker) { try outbox.counts() == (0, 0) })
    #expect(receiver.requests.count == 4 && receiver.requests.last?.id == dead.id)
    worker.stop(withinSeconds: 5)
  }

  @Test("A receiver that is down is left alone, costs others nothing, and gets all when it is back")
  func down() throws {
    let isUp = Mutex(false)
    let failing = NoticeReceiver { _, _ in isUp.withLock { $0 } ? .answer(200) : .answer(503) }
    let healthy = NoticeReceiver { _, _ in .answer(200) }
    let outbox = try TestOutbox()
    let targets = [
      WriteBackSamples.target("down", port: failing.port), WriteBackSamples.target("up", port: healthy.port),
    ]
    let log = LogCapture()
    let worker = WriteBackSamples.worker(targets, outbox, log)
    try outbox.insert(
      (0..<200).flatMap { number in
        targets.map { WriteBackSamples.message($0, ticket: "T-\(number)", 1, at: outbox.now) }
      })
    worker.wake()
    #expect(try outbox.wait(for: worker) { try outbox.counts().pending == 200 && healthy.requests.count == 200 })
    // Five that open the circuit, and those that were under way beside them.
    #expect((5...8).contains(failing.requests.count), "\(failing.requests.count)")
    #expect(outbox.wait(for: worker) { if case .open = worker.figures.targets[0].circuit { true } else { false } })
    #expect(log.lines(from: .warning).count { $0.contains("left alone") } == 1)
    let before = failing.requests.count
    // A trial, and only one.
    outbox.advance(by: 11)
    worker.wake()
    #expect(outbox.wait(for: worker) { failing.requests.count == before + 1 })
    usleep(100_000)
    #expect(failing.requests.count == before + 1)
    isUp.withLock { $0 = true }
    outbox.advance(by: 400)
    worker.wake()
    #expect(try outbox.wait(for: worker, stepSeconds: 1) { try outbox.counts() == (0, 0) })
    #expect(Set(failing.requests.filter(\.isTaken).map(\.ticket)).count == 200)
    #expect(log.lines(from: .notice).contains { $0.contains("does its work again") })
    worker.stop(withinSeconds: 5)
  }

  @Test("Different tickets beside each other, four at once; one ticket never")
  func parallel() throws {
    let gate = TestReceiver.Gate()
    let receiver = NoticeReceiver { _, _ in .wait(gate) }
    let outbox = try TestOutbox()
    let target = WriteBackSamples.target("t", port: receiver.port)
    try outbox.insert(
      (1...3).flatMap { number in
        (0..<6).map { WriteBackSamples.message(target, ticket: "T-\($0)", number, at: outbox.now) }
      })
    let worker = WriteBackSamples.worker([target], outbox)
    #expect(outbox.wait(for: worker) { receiver.mostAtOnce == 4 })
    gate.open()
    #expect(try outbox.wait(for: worker) { try outbox.counts() == (0, 0) })
    #expect(receiver.mostAtOnce == 4 && receiver.mostOfTicket == 1 && receiver.requests.count == 18)
    worker.stop(withinSeconds: 5)
  }

  @Test("A receiver that says when to come again is not asked before")
  func retryAfter() throws {
    let receiver = NoticeReceiver { notice, attempt in
      notice.facts.ticket == "T" && attempt == 1 ? .answer(503, head: "Retry-After: 120\r\n") : .answer(200)
    }
    let outbox = try TestOutbox()
    let target = WriteBackSamples.target("t", port: receiver.port)
    try outbox.insert([WriteBackSamples.message(target, ticket: "T", 1, at: outbox.now)])
    let worker = WriteBackSamples.worker([target], outbox)
    #expect(try outbox.wait(for: worker) { try outbox.messages(.pending).first?.attempts == 1 })
    try outbox.insert([WriteBackSamples.message(target, ticket: "U", 1, at: outbox.now)])
    outbox.advance(by: 100)
    worker.wake()
    usleep(100_000)
    #expect(receiver.requests.count == 1)
    outbox.advance(by: 21)
    worker.wake()
    #expect(outbox.wait(for: worker) { receiver.requests.contains { $0.ticket == "T" && $0.isTaken } })
    worker.stop(withinSeconds: 5)
  }

  @Test("While the store fails nothing more is sent, and what was sent is not sent again")
  func failingStore() throws {
    let receiver = NoticeReceiver { _, _ in .answer(200) }
    let outbox = try TestOutbox()
    outbox.isFailing = true
    let target = WriteBackSamples.target("t", port: receiver.port)
    try outbox.insert((0..<50).map { WriteBackSamples.message(target, ticket: "T-\($0)", 1, at: outbox.now) })
    let worker = WriteBackSamples.worker([target], outbox)
    #expect(outbox.wait(for: worker) { worker.thread.sync { worker.isStoreFailing } })
    // What is under way may still arrive.
    usleep(1_000_000)
    let count = receiver.requests.count
    #expect(count < 50)
    usleep(200_000)
    #expect(receiver.requests.count == count)
    outbox.isFailing = false
    #expect(try outbox.wait(for: worker) { try outbox.counts() == (0, 0) })
    #expect(receiver.requests.count == 50)
    worker.stop(withinSeconds: 5)
  }

  @Test("It stops in time beside a receiver that hangs, and the next one sends the same again")
  func stopping() throws {
    let gate = TestReceiver.Gate()
    let receiver = NoticeReceiver { _, attempt in attempt == 1 ? .wait(gate) : .answer(200) }
    let outbox = try TestOutbox()
    let target = WriteBackSamples.target("t", port: receiver.port)
    try outbox.insert([WriteBackSamples.message(target, ticket: "T", 1, at: outbox.now)])
    let first = WriteBackSamples.worker([target], outbox)
    #expect(outbox.wait(for: first) { receiver.mostAtOnce == 1 })
    first.stop(withinSeconds: 0.1)
    #expect(try outbox.counts().pending == 1)
    let second = WriteBackSamples.worker([target], outbox)
    #expect(try outbox.wait(for: second) { try outbox.counts() == (0, 0) })
    gate.open()
    #expect(outbox.wait(for: second) { receiver.requests.count == 2 })
    #expect(Set(receiver.requests.map(\.id)).count == 1)
    second.stop(withinSeconds: 5)
  }

  @Test("What is under way when it stops is stored")
  func draining() throws {
    let gate = TestReceiver.Gate()
    let receiver = NoticeReceiver { _, _ in .wait(gate) }
    let outbox = try TestOutbox()
    let target = WriteBackSamples.target("t", port: receiver.port)
    try outbox.insert((1...2).map { WriteBackSamples.message(target, ticket: "T", $0, at: outbox.now) })
    let worker = WriteBackSamples.worker([target], outbox)
    #expect(outbox.wait(for: worker) { receiver.mostAtOnce == 1 })
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.1) { gate.open() }
    worker.stop(withinSeconds: 20)
    // The first is delivered, the second was not begun any more.
    #expect(try outbox.messages(.pending).count == 1 && receiver.requests.map(\.number) == [1])
  }

  @Test("Given up after a day while the receiver is not to be had, without a request for each")
  func expiry() throws {
    let receiver = NoticeReceiver { _, _ in .answer(500) }
    let outbox = try TestOutbox()
    let target = WriteBackSamples.target("t", port: receiver.port)
    let stranger = WriteBackSamples.target("gone", port: receiver.port)
    try outbox.insert(
      (0..<500).map { WriteBackSamples.message(target, ticket: "T-\($0)", 1, at: outbox.now) }
        + (0..<3).map { WriteBackSamples.message(stranger, ticket: "T-\($0)", 1, at: outbox.now) })
    let worker = WriteBackSamples.worker([target], outbox)
    #expect(outbox.wait(for: worker) { if case .open = worker.figures.targets[0].circuit { true } else { false } })
    outbox.advance(by: 86_300)
    worker.wake()
    #expect(outbox.wait(for: worker) { receiver.requests.count > 5 })
    #expect(try outbox.counts().dead == 0)
    outbox.advance(by: 200)
    #expect(try outbox.wait(for: worker, stepSeconds: 2) { try outbox.counts() == (0, 503) })
    #expect(receiver.requests.count < 100, "\(receiver.requests.count)")
    let reasons = Set(try outbox.messages(.dead).map { "\($0.target): \($0.lastError ?? "")" })
    #expect(reasons.contains("gone: given up: the configuration has no target of that name"))
    #expect(reasons.contains("t: given up: never sent"))
    worker.stop(withinSeconds: 5)
  }

  @Test("What is no notice, or none for the target any more, is given up and not sent")
  func unsendable() throws {
    let receiver = NoticeReceiver { _, _ in .answer(200) }
    let outbox = try TestOutbox()
    var target = WriteBackSamples.target("t", port: receiver.port)
    var message = WriteBackSamples.message(target, ticket: "T", 1, at: outbox.now)
    message.payload = Array("{}".utf8)
    try outbox.insert([message, WriteBackSamples.message(target, ticket: "U", 1, at: outbox.now)])
    target.events = [.done]
    let worker = WriteBackSamples.worker([target], outbox)
    #expect(try outbox.wait(for: worker) { try outbox.counts() == (0, 2) })
    #expect(receiver.requests.isEmpty)
    worker.stop(withinSeconds: 5)
  }

  @Test("A message that goes while it is sent, as with its customer, is no trouble")
  func erased() throws {
    let gate = TestReceiver.Gate()
    let receiver = NoticeReceiver { _, _ in .wait(gate) }
    let outbox = try TestOutbox()
    let target = WriteBackSamples.target("t", port: receiver.port)
    try outbox.insert((1...2).map { WriteBackSamples.message(target, ticket: "T", $0, at: outbox.now) })
    let worker = WriteBackSamples.worker([target], outbox)
    #expect(outbox.wait(for: worker) { receiver.mostAtOnce == 1 })
    try outbox.store.transact { transaction in
      for message in try transaction.messages(state: nil, target: nil, after: 0, limit: 1) {
        try transaction.removeMessage(number: message.number)
      }
    }
    worker.wake()
    usleep(50_000)
    // The next of its ticket waits until what is under way has ended.
    #expect(receiver.mostOfTicket == 1)
    gate.open()
    #expect(try outbox.wait(for: worker) { try outbox.counts() == (0, 0) })
    #expect(receiver.requests.map(\.number) == [1, 2] && receiver.mostOfTicket == 1)
    worker.stop(withinSeconds: 5)
  }
}
