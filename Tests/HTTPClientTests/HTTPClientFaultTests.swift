import HTTPClient
import TestSupport
import Testing

@Suite("A client whose receiver does not do its part")
struct HTTPClientFaultTests {
  private let client = HTTPClient()

  /// What becomes of a request whose connection ends after an answer.
  private func error(after answer: String, readsRequest: Bool = true) -> HTTPClientError? {
    withReceiver {
      if !readsRequest || $0.request() != nil { $0.send(answer) }
    } _: { url in
      clientError { _ = try client.get(url + "/secret?token=secret") }
    }
  }

  @Test(
    "tells an answer that ends too early",
    arguments: [
      "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HT",
    ])
  func early(_ answer: String) {
    let error = error(after: answer)
    #expect(error?.kind == .closed)
    #expect(
      error?.detail.contains(answer.isEmpty || answer.contains("100") ? "gives no answer" : "halfway") == true,
      "\(error as Any)")
  }

  @Test(
    "tells what is no answer",
    arguments: [
      "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 -20 OK\r\n\r\n", "HTTP/2 200\r\n\r\n",
      "HTTP/1.1 200 OK\r\nno field\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello", "\u{1}",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello7",
    ])
  func noHTTP(_ answer: String) {
    let error = error(after: answer + "\r\n")
    #expect(error?.kind == .malformed, "\(error as Any)")
    #expect(error?.detail.contains("secret") == false)
  }

  @Test("gives up on a head without an end")
  func endlessHead() {
    let error = withReceiver {
      guard $0.request() != nil, $0.send("HTTP/1.1 200 OK\r\n") else { return }
      while $0.send("X-Field: \(String(repeating: "x", count: 1000))\r\n") {}
    } _: { url in
      clientError { _ = try client.get(url) }
    }
    #expect(error?.kind == .malformed)
  }

  @Test("survives one who closes while it sends")
  func closes() {
    // Writing to a closed connection raises a signal that would end this process.
    let error = withReceiver { _ in
    } _: { url in
      clientError {
        _ = try client.send(
          OutgoingRequest(method: "POST", url: url, body: [UInt8](repeating: 0, count: 20_000_000)),
          deadlineSeconds: 60)
      }
    }
    #expect(error?.kind == .closed)
  }

  @Test("tells where nobody listens, and no more of the URL than the host")
  func unreachable() {
    let error = clientError { _ = try client.get("http://127.0.0.1:1/secret?token=secret") }
    #expect(error?.kind == .unreachable)
    #expect(error?.detail == "127.0.0.1:1 cannot be reached: Connection refused")
    let unknown = clientError { _ = try client.get("http://heed.invalid/secret?token=secret", seconds: 20) }
    #expect(unknown.map { [.unreachable, .timedOut].contains($0.kind) } == true, "\(unknown as Any)")
    #expect(unknown?.detail.contains("secret") == false)
  }

  // What these receivers do has no end but the client's.

  @Test("waits no longer than it is told for one who says nothing")
  func silent() {
    let error = withReceiver {
      $0.awaitEnd()
    } _: { url in
      clientError { _ = try client.get(url, seconds: 0.1) }
    }
    #expect(error?.kind == .timedOut)
  }

  @Test("waits no longer than it is told for one who drips", arguments: ["", "Content-Length: 900000000\r\n\r\n"])
  func drips(_ head: String) {
    let client = HTTPClient(mostBodyBytes: .max)
    let error = withReceiver {
      guard $0.request() != nil, $0.send("HTTP/1.1 200 OK\r\n" + head) else { return }
      while $0.send("x") {}
    } _: { url in
      clientError { _ = try client.get(url, seconds: 0.2) }
    }
    // A head that drips fast enough is too long before that.
    #expect(error?.kind == .timedOut || head.isEmpty && error?.kind == .malformed, "\(error as Any)")
  }

  @Test("waits no longer than it is told for one who does not read")
  func readsNothing() {
    let (client, stop) = (client, TestReceiver.Gate())
    defer { stop.open() }
    let error = withReceiver { _ in
      stop.pass()
    } _: { url in
      clientError {
        _ = try client.send(
          OutgoingRequest(method: "POST", url: url, body: [UInt8](repeating: 0, count: 50_000_000)),
          deadlineSeconds: 0.2)
      }
    }
    #expect(error?.kind == .timedOut)
  }

  @Test("waits no longer than it is told for a connection")
  func fullPort() {
    for client in [client, HTTPClient(connectSeconds: 0.1)] {
      let error = TestReceiver.withFullPort { port in
        clientError { _ = try client.get("http://127.0.0.1:\(port)", seconds: 0.2) }
      }
      #expect(error?.kind == .timedOut || error?.kind == .unreachable, "\(error as Any)")
    }
  }

  @Test("does not wait at all without time", arguments: [0, -1, .nan])
  func noTime(_ seconds: Double) {
    let error = withReceiver {
      $0.awaitEnd()
    } _: { url in
      clientError { _ = try client.get(url, seconds: seconds) }
    }
    #expect(error?.kind == .timedOut)
  }
}
