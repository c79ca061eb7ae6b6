import HTTPClient
import Synchronization
import TestSupport
import Testing

@Suite("A client's exchange")
struct HTTPClientTests {
  private let client = HTTPClient()

  @Test("sends the request as it is to be")
  func request() throws {
    let heads = Mutex<[String]>([])
    let reply = try withReceiver {
      guard let (head, body) = $0.request() else { return }
      heads.withLock { $0.append(head) }
      $0.send("HTTP/1.1 201 Created\r\nContent-Length: \(body.count)\r\nX-Id:  7 \r\n\r\n")
      $0.send(body)
    } _: { url in
      try client.send(
        OutgoingRequest(
          method: "PUT", url: url + "/a?b=%20c", fields: [.init("X-A", "ö"), .init("X-B", "")],
          body: [0, 255, 10]), deadlineSeconds: 60)
    }
    let head = try #require(heads.withLock { $0.first })
    let lines = head.split(separator: "\r\n")
    let host = try #require(lines.first { $0.hasPrefix("Host: 127.0.0.1:") })
    #expect(
      head == "PUT /a?b=%20c HTTP/1.1\r\n\(host)\r\nUser-Agent: heed\r\nX-A: ö\r\nX-B: \r\nContent-Length: 3\r\n"
        + "Connection: close\r\n\r\n")
    #expect(reply.status == 201 && reply.body == [0, 255, 10] && !reply.isCut)
    #expect(reply.field("x-id") == "7" && reply.field("x-none") == nil)
  }

  @Test("reads answers however they end")
  func endings() throws {
    let answers = [
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.0 200 OK\r\n\r\nhello",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nTrailer: x\r\n\r\n",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    ]
    for answer in answers {
      let reply = try withReceiver {
        if $0.request() != nil { $0.send(answer) }
      } _: {
        try client.get($0)
      }
      #expect(reply.status == 200 && reply.body == Array("hello".utf8) && !reply.isCut, "\(answer)")
    }
  }

  @Test("needs no body where there is none, though the connection stays open")
  func noBody() throws {
    for answer in ["HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"] {
      let reply = try withReceiver {
        guard $0.request() != nil else { return }
        $0.send(answer)
        $0.awaitEnd()
      } _: {
        try client.get($0)
      }
      #expect(reply.body.isEmpty && reply.status < 300, "\(answer)")
    }
    let reply = try withReceiver {
      guard $0.request() != nil else { return }
      $0.send("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n")
      $0.awaitEnd()
    } _: {
      try client.send(OutgoingRequest(method: "HEAD", url: $0), deadlineSeconds: 60)
    }
    #expect(reply.status == 200 && reply.field("Content-Length") == "900")
  }

  @Test("follows no redirection")
  func redirection() throws {
    let requests = Mutex(0)
    let reply = try withReceiver {
      guard $0.request() != nil else { return }
      requests.withLock { $0 += 1 }
      $0.send("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n")
    } _: {
      try client.get($0)
    }
    #expect(reply.status == 302 && reply.field("location") == "/other")
    #expect(requests.withLock { $0 } == 1)
  }

  @Test("keeps no more of a body than it is told, and says so")
  func bodyLimit() throws {
    let client = HTTPClient(mostBodyBytes: 10)
    for head in ["Content-Length: 4000000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nffffff\r\n", "\r\n"] {
      let reply = try withReceiver {
        guard $0.request() != nil, $0.send("HTTP/1.1 200 OK\r\n" + head) else { return }
        while $0.send([UInt8](repeating: 0x61, count: 50_000)) {}
      } _: {
        try client.get($0)
      }
      #expect(reply.body == [UInt8](repeating: 0x61, count: 10) && reply.isCut, "\(head)")
    }
    let whole = try withReceiver {
      if $0.request() != nil { $0.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789") }
    } _: {
      try client.get($0)
    }
    #expect(whole.body.count == 10 && !whole.isCut)
  }

  @Test("takes the answer of one who reads no more of a large body")
  func earlyAnswer() throws {
    let body = [UInt8](repeating: 0x61, count: 20_000_000)
    let reply = try withReceiver { connection in
      connection.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig")
      connection.awaitEnd()
    } _: {
      try client.send(OutgoingRequest(method: "POST", url: $0, body: body), deadlineSeconds: 60)
    }
    #expect(reply.status == 413 && reply.body == Array("big".utf8))
  }

  @Test("reaches an address of IPv6", .enabled(if: TestReceiver.hasIPv6))
  func ipv6() throws {
    let head = Mutex("")
    let reply = try withReceiver(isIPv6: true) { connection in
      guard let request = connection.request() else { return }
      head.withLock { $0 = request.head }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    } _: {
      try client.get($0)
    }
    #expect(reply.status == 200)
    #expect(head.withLock { $0.contains("\r\nHost: [::1]:") })
  }

  @Test("goes on to a host's next address where one refuses")
  func nextAddress() throws {
    // The name may stand for ::1 as well, where nobody listens.
    let reply = try withReceiver {
      if $0.request() != nil { $0.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") }
    } _: {
      try client.get($0.replacing("127.0.0.1", with: "localhost"))
    }
    #expect(reply.status == 200)
  }
}
