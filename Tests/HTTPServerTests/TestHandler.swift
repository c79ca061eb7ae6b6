import Dispatch
import Glibc
import HTTPServer
import HTTPWire

/// Answers with what it was asked; `/later/…` later and from another thread, `/never` and `/lost` not at all, `/held` and
/// `/stream` as the test wants.
final class TestHandler: RequestHandler {
  private let queue: DispatchQueue
  private let held: HeldAnswers
  private var kept: [DeferredResponse] = []

  init(queue: DispatchQueue, held: HeldAnswers = HeldAnswers()) {
    self.queue = queue
    self.held = held
  }

  func bodyLimit(for head: borrowing RequestHead, from peer: PeerAddress) throws(Refusal) -> Int {
    if head.path.equals("/locked") { throw Refusal(.unauthorized, "no key") }
    return head.path.equals("/large") || head.path.equals("/large/echo") ? 8_000_000 : 1_000
  }

  func handle(_ request: borrowing Request, respond: inout Responder) {
    let path = String(decoding: request.head.path, as: UTF8.self)
    let plain = ResponseHead(.ok, contentType: "text/plain")
    if path.hasPrefix("/later/") {
      let response = respond.defer()
      let milliseconds = Int(path.dropFirst(7)) ?? 0
      queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
        response.complete(plain, body: Array(path.utf8))
      }
    } else if let sample = SampleAnswer(path: path) {
      if sample.isDeferred {
        let response = respond.defer()
        queue.async { response.complete(sample.head, body: sample.body) }
      } else {
        respond.send(sample.head, body: sample.body)
      }
    } else if path.hasPrefix("/block/") {
      usleep(1_000 * (UInt32(path.dropFirst(7)) ?? 0))
      respond.send(plain)
    } else if path.hasPrefix("/stream") {
      let head = ResponseHead(.ok, contentType: "text/event-stream")
      let most = Int(path.dropFirst(8))
      held.add(most.map { respond.stream(head, mostPending: $0) } ?? respond.stream(head))
    } else if path == "/held" {
      held.add(respond.defer())
    } else if path == "/never" {
      kept.append(respond.defer())
    } else if path == "/lost" {
      _ = respond.defer()
    } else if path == "/silent" {
      return
    } else if path == "/big" {
      respond.send(plain, body: [UInt8](repeating: 0x78, count: 4_000_000))
    } else if path == "/large" {
      respond.send(plain, body: Array("\(request.body.count)".utf8))
    } else if path == "/peer" {
      respond.send(plain, body: Array("\(request.peer.isIPv4) \(String(request.peer.low, radix: 16))".utf8))
    } else if request.body.isEmpty {
      respond.send(plain, body: Array(path.utf8))
    } else {
      respond.send(plain, body: request.body)
    }
  }

  func refused(_ refusal: Refusal, respond: inout Responder) {
    respond.send(
      ResponseHead(refusal.status, contentType: "application/problem+json"),
      body: Array("{\"detail\":\"\(refusal.detail)\"}".utf8))
  }
}

/// Runs `body` with a server on a port of its own, and stops the server afterwards.
func withServer(
  _ configure: (inout ServerConfiguration) -> Void = { _ in }, held: HeldAnswers = HeldAnswers(),
  _ body: (Server, Int) async throws -> Void
) async throws {
  var configuration = ServerConfiguration()
  configuration.port = 0
  configuration.threads = 2
  configuration.timerResolution = .milliseconds(5)
  configure(&configuration)
  let server = Server(configuration: configuration) { _ in
    TestHandler(queue: DispatchQueue(label: "later"), held: held)
  }
  let port = try server.start().port
  do {
    try await body(server, port)
  } catch {
    await server.stop()
    throw error
  }
  await server.stop()
}

/// Runs `body` on a thread of Dispatch's, where it may block, `count` times at once.
func concurrently<Result: Sendable>(
  _ count: Int, _ body: @escaping @Sendable (Int) -> Result
) async -> [Result] {
  await withTaskGroup(of: (Int, Result).self) { group in
    for index in 0..<count {
      group.addTask {
        await withCheckedContinuation { continuation in
          DispatchQueue(label: "client \(index)").async { continuation.resume(returning: (index, body(index))) }
        }
      }
    }
    var results: [(Int, Result)] = []
    for await result in group { results.append(result) }
    return results.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
