import Foundation
import HTTPClient
import Synchronization
import TestSupport
import Testing

@Suite("A client that speaks TLS")
struct HTTPClientTLSTests {
  private static let authority = TestCertificate("authority")
  private static let certificate = TestCertificate("localhost", issuer: authority)

  private let folder: TemporaryFolder
  private let client: HTTPClient

  init() throws {
    folder = try TemporaryFolder()
    client = HTTPClient(authorities: try folder.write(Self.authority.pem, to: "authority.pem"))
  }

  private static let answer: TestReceiver.Body = { connection in
    guard connection.request() != nil else { return }
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    connection.awaitEnd()
  }

  @Test("reaches a host whose certificate is its own, and asks for it by name")
  func trusted() throws {
    let name = Mutex<String?>(nil)
    let body = [UInt8](repeating: 7, count: 3_000_000)
    let reply = try withReceiver(tls: Self.certificate) { connection in
      guard let request = connection.request() else { return }
      name.withLock { $0 = connection.requestedName }
      connection.send(Array("HTTP/1.1 200 OK\r\nContent-Length: \(request.body.count)\r\n\r\n".utf8) + request.body)
      connection.awaitEnd()
    } _: {
      try HTTPClient(mostBodyBytes: .max, authorities: folder.path("authority.pem")).post($0, body)
    }
    #expect(reply.body == body && !reply.isCut)
    #expect(name.withLock { $0 } == "localhost")
  }

  @Test("is used by several threads at once")
  func threads() async throws {
    let (client, receiver) = (client, TestReceiver(tls: Self.certificate, Self.answer))
    defer { receiver.stop() }
    await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<8 {
        group.addTask { try? client.get("https://localhost:\(receiver.port)").status }
      }
      for await status in group { #expect(status == 200) }
    }
  }

  @Test("refuses what it has no reason to trust")
  func untrusted() throws {
    let others: [(TestCertificate, String)] = [
      (TestCertificate("localhost"), "self-signed"),
      (TestCertificate("localhost", issuer: TestCertificate("authority")), "signature failure"),
      (TestCertificate("example.org", issuer: Self.authority), "mismatch"),
      (TestCertificate("localhost", issuer: Self.authority, days: -9 ..< -1), "expired"),
      (TestCertificate("localhost", issuer: Self.authority, days: 1..<9), "not yet valid"),
    ]
    let requests = Mutex(0)
    for (certificate, reason) in others {
      let error = withReceiver(tls: certificate) { connection in
        guard connection.request() != nil else { return }
        requests.withLock { $0 += 1 }
      } _: { url in
        clientError { _ = try client.get(url + "/secret") }
      }
      #expect(error?.kind == .untrusted)
      #expect(error?.detail.contains("is not to be trusted") == true, "\(error as Any)")
      #expect(error?.detail.contains(reason) == true, "\(error as Any)")
    }
    #expect(requests.withLock { $0 } == 0, "nothing is said to whom it does not trust")
  }

  @Test("takes a certificate's name for no address")
  func address() throws {
    let error = withReceiver(tls: TestCertificate("127.0.0.1", issuer: Self.authority), Self.answer) { url in
      clientError { _ = try client.get(url.replacing("localhost", with: "127.0.0.1")) }
    }
    #expect(error?.kind == .untrusted)
  }

  @Test("tells one who speaks no TLS, and one who ends the handshake")
  func noTLS() {
    let plain = withReceiver {
      $0.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
      $0.awaitEnd()
    } _: { url in
      clientError { _ = try client.get(url.replacing("http:", with: "https:")) }
    }
    #expect(plain?.kind == .untrusted && plain?.detail.contains("does it speak HTTPS?") == true)
    let ended = withReceiver { _ in
    } _: { url in
      clientError { _ = try client.get(url.replacing("http:", with: "https:")) }
    }
    #expect(ended.map { [.untrusted, .closed].contains($0.kind) } == true, "\(ended as Any)")
  }

  @Test("waits no longer than it is told for a handshake")
  func deadline() {
    let error = withReceiver {
      $0.awaitEnd()
    } _: { url in
      clientError { _ = try client.get(url.replacing("http:", with: "https:"), seconds: 0.1) }
    }
    #expect(error?.kind == .timedOut)
  }

  @Test("says that an answer may be cut off, where the end of the connection alone ends it", arguments: [true, false])
  func end(_ isClean: Bool) throws {
    let reply = try withReceiver(tls: Self.certificate) { connection in
      guard connection.request() != nil else { return }
      connection.send("HTTP/1.1 200 OK\r\n\r\nhello")
      if isClean { connection.shutDown() }
    } _: {
      try client.get($0)
    }
    #expect(reply.body == Array("hello".utf8) && reply.isCut == !isClean)
  }

  @Test("tells a file of authorities that is none")
  func file() throws {
    for authorities in [folder.path("missing.pem"), try folder.write("none", to: "none.pem")] {
      let error = clientError { _ = try HTTPClient(authorities: authorities).get("https://127.0.0.1:1") }
      #expect(error?.kind == .untrusted && error?.detail.contains(authorities) == true)
    }
  }

  @Test("trusts those whom the environment names")
  func environment() async {
    await #expect(processExitsWith: .success) {
      // In a process of its own, whose environment nobody else reads.
      let (folder, authority) = (try TemporaryFolder(), TestCertificate("authority"))
      setenv("SSL_CERT_FILE", try folder.write(authority.pem, to: "authority.pem"), 1)
      let trusted = TestCertificate("localhost", issuer: authority)
      let status = try withReceiver(tls: trusted, Self.answer) { try HTTPClient().get($0).status }
      let error = withReceiver(tls: TestCertificate("localhost"), Self.answer) { url in
        clientError { _ = try HTTPClient().get(url) }
      }
      exit(status == 200 && error?.kind == .untrusted ? 0 : 1)
    }
  }
}

extension HTTPClient {
  fileprivate func post(_ url: String, _ body: [UInt8]) throws(HTTPClientError) -> HTTPReply {
    try send(OutgoingRequest(method: "POST", url: url, body: body), deadlineSeconds: 60)
  }
}
