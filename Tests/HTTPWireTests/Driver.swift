@testable import HTTPWire

/// Drives a machine without a socket and with a clock of its own, and writes down what happens.
final class Driver {
  static let millisecond: UInt64 = 1_000_000
  static let second: UInt64 = 1_000_000_000

  var machine: ConnectionMachine
  var now: UInt64 = 1_000 * Driver.second
  /// What was asked for, in order: `GET /path body`, `refuse 400 detail`, `shut down`, `close`, `yield`.
  private(set) var log: [String] = []
  /// The requests in full.
  private(set) var readings: [Reading] = []
  /// Everything sent.
  private(set) var sent = ""
  /// Bytes the client still takes; nil for all.
  var window: Int?
  /// Whether dispatched requests are left unanswered.
  var defersAnswers = false
  /// Whether requests are kept in full.
  var keepsReadings = false
  var bodyLimit = 1_000
  private let date = DateLine()

  init(_ limits: ConnectionLimits = ConnectionLimits(), isDraining: Bool = false, refusal: Refusal? = nil) {
    machine = ConnectionMachine(policy: ConnectionPolicy(limits))
    machine.open(now: now, isDraining: isDraining, refusal: refusal)
    follow()
  }

  var isClosed: Bool { log.last == "close" }

  func receive(_ bytes: [UInt8]) {
    guard machine.wantsInput else { return }
    var rest = bytes[...]
    while !rest.isEmpty {
      let room = machine.room()
      let count = min(room.count, rest.count)
      room.copyBytes(from: rest.prefix(count))
      machine.received(count, now: now)
      rest = rest.dropFirst(count)
    }
    machine.beginTurn()
    follow()
  }

  /// A fresh connection that has received `pieces` and kept what it read.
  static func receiving(_ pieces: [ArraySlice<UInt8>]) -> Driver {
    let driver = Driver()
    driver.keepsReadings = true
    for piece in pieces where !piece.isEmpty { driver.receive(Array(piece)) }
    return driver
  }

  func receive(_ text: String) {
    receive(Array(text.utf8))
  }

  func peerCloses() {
    machine.peerClosed()
    follow()
  }

  func drain() {
    machine.drain(now: now)
    follow()
  }

  /// The next turn after a yield.
  func takeTurn() {
    machine.beginTurn()
    follow()
  }

  /// Lets time pass in small steps, as a server's sweep would.
  func pass(_ duration: UInt64) {
    let end = now + duration
    while now < end {
      now = min(end, now + 10 * Driver.millisecond)
      guard machine.deadline <= now else { continue }
      machine.timePassed(now: now)
      follow()
    }
  }

  func answer(_ head: ResponseHead = ResponseHead(.ok), body: String = "") {
    Array(body.utf8).withUnsafeBytes { machine.answer(head, body: $0, date: date, now: now) }
  }

  func answerDeferred(body: String) {
    answer(body: body)
    follow()
  }

  func flush() {
    let count = min(machine.output.count, window ?? .max)
    guard machine.output.count > 0 else { return }
    sent += String(decoding: machine.output.bytes.prefix(count), as: UTF8.self)
    if let window { self.window = window - count }
    machine.sent(count, now: now)
  }

  func follow() {
    guard !isClosed else { return }
    repeat { run() } while flushMore() && log.last != "yield"
  }

  /// Whether something was sent, and all of it.
  private func flushMore() -> Bool {
    guard !machine.output.isEmpty, !isClosed else { return false }
    flush()
    return machine.output.isEmpty
  }

  private func run() {
    while true {
      switch machine.next(now: now) {
      case .admit: machine.admit(bodyLimit: bodyLimit, now: now)
      case .dispatch:
        log.append(Driver.describe(machine.head, machine.body))
        if keepsReadings { readings.append(Reading(machine.head, machine.body)) }
        if defersAnswers { continue }
        answer(body: "ok")
      case .refuse(let refusal):
        log.append("refuse \(refusal.status.rawValue) \(refusal.detail)")
        answer(ResponseHead(refusal.status), body: refusal.detail)
      case .wait: return
      case .yield:
        log.append("yield")
        return
      case .shutDownWriting: log.append("shut down")
      case .close:
        log.append("close")
        return
      }
    }
  }

  private static func describe(_ head: borrowing RequestHead, _ body: UnsafeRawBufferPointer) -> String {
    var text = "\(head.method.rawValue) \(String(decoding: head.path, as: UTF8.self))"
    if let query = head.query { text += "?\(String(decoding: query, as: UTF8.self))" }
    if !body.isEmpty { text += " \(String(decoding: body, as: UTF8.self))" }
    return text
  }
}

/// What a fresh connection makes of `pieces`, arriving one after the other.
func transcript(_ pieces: [ArraySlice<UInt8>]) -> [String] {
  Driver.receiving(pieces).log
}
