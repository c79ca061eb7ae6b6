import HTTPServer
import HTTPWire
import TestSupport
import Testing

extension ServerTests {
  @Suite("gzip")
  struct GzipTests {
    private static let text = Array(String(repeating: "whom do we heed next, and why? ", count: 100).utf8)

    private func post(
      _ client: Client, _ body: [UInt8], coding: [String] = ["gzip"], path: String = "/large", accepts: String? = nil
    ) -> Client.Answer? {
      let fields =
        coding.map { ("Content-Encoding", $0) } + (accepts.map { [("Accept-Encoding", $0)] } ?? [])
      return client.request("POST", path, fields: fields, body: body)
    }

    private func get(_ client: Client, _ path: String, _ accepts: String?, method: String = "GET") -> Client.Answer? {
      client.request(method, path, fields: accepts.map { [("Accept-Encoding", $0)] } ?? [])
    }

    // Answers.

    @Test("an answer is compressed where the client wants it, and says on what that depends")
    func answers() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        let plain = try #require(get(client, "/text/5000", nil))
        #expect(plain["Content-Encoding"] == nil && plain["Vary"] == "Accept-Encoding")
        let coded = try #require(get(client, "/text/5000", "gzip"))
        #expect(coded["Content-Encoding"] == "gzip" && coded["Vary"] == "Accept-Encoding")
        #expect(coded.content.count < 1_000 && Gzip.inflate(coded.content) == plain.content)
        #expect(get(client, "/text/5000", "gzip;q=0")?.content == plain.content)
        // The next answer is not touched by the one before.
        #expect(get(client, "/text/2000", "gzip").flatMap { Gzip.inflate($0.content) }?.count == 2_000)
      }
    }

    @Test("small answers, other types, coded ones and those without a body are left alone")
    func untouched() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        for path in ["/text/1023", "/binary/5000", "/coded/5000", "/typeless/5000", "/a"] {
          let answer = try #require(get(client, path, "gzip"))
          #expect(answer["Vary"] == nil, "\(path)")
          #expect(answer["Content-Encoding"] == (path.hasPrefix("/coded") ? "br" : nil), "\(path)")
        }
        for type in ["json", "problem", "lines", "yaml", "svg", "text"] {
          #expect(get(client, "/\(type)/1024", "gzip")?["Content-Encoding"] == "gzip", "\(type)")
        }
      }
    }

    @Test("what does not shrink is sent as it is, but might have been coded")
    func random() async throws {
      try await withServer { _, port in
        let answer = try #require(get(Client(port: port), "/random/5000", "gzip"))
        #expect(answer["Content-Encoding"] == nil && answer["Vary"] == "Accept-Encoding")
        #expect(answer.content.count == 5_000)
      }
    }

    @Test("HEAD has the header of GET", arguments: ["gzip", "identity"])
    func head(accepts: String) async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        for path in ["/text/5000", "/later-text/5000", "/later-text/600000"] {
          let whole = try #require(get(client, path, accepts))
          let head = try #require(get(client, path, accepts, method: "HEAD"))
          for field in ["Content-Length", "Content-Encoding", "Vary", "Content-Type"] {
            #expect(head[field] == whole[field], "\(path) \(field)")
          }
        }
      }
    }

    @Test("great answers are compressed only where that holds up nobody", arguments: [262_144, 262_145, 3_000_000])
    func great(count: Int) async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        let later = try #require(get(client, "/later-text/\(count)", "gzip"))
        #expect(later["Content-Encoding"] == "gzip" && later["Vary"] == "Accept-Encoding")
        #expect(Gzip.inflate(later.content)?.count == count)
        let now = try #require(get(client, "/text/\(count)", "gzip"))
        #expect(now["Content-Encoding"] == (count > 262_144 ? nil : "gzip"))
        #expect(now["Vary"] == "Accept-Encoding")
      }
    }

    @Test("it can be turned off, and the threshold set")
    func configuration() async throws {
      try await withServer {
        $0.gzip.responses = false
      } _: { _, port in
        let answer = try #require(get(Client(port: port), "/text/5000", "gzip"))
        #expect(answer["Content-Encoding"] == nil && answer["Vary"] == nil)
      }
      try await withServer {
        $0.gzip.leastBytes = 200
      } _: { _, port in
        #expect(get(Client(port: port), "/text/200", "gzip")?["Content-Encoding"] == "gzip")
      }
    }

    @Test("a refusal needs no Accept-Encoding to be read")
    func refusals() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        client.send("GET /a HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nbad line\r\n\r\n")
        #expect(client.read()?.status == 400)
      }
    }

    // Requests.

    @Test("a body in gzip is inflated", arguments: ["gzip", "x-gzip", "GZIP", "identity"])
    func requests(coding: String) async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        let body = coding == "identity" ? Self.text : Gzip.compress(Self.text)
        for _ in 0..<3 { #expect(post(client, body, coding: [coding], path: "/large/echo")?.content == Self.text) }
        // One without a coding afterwards is what it is.
        #expect(post(client, body, coding: [], path: "/large/echo")?.content == body)
      }
    }

    @Test("several members are one body; a chunked one is inflated too, and over TLS")
    func members() async throws {
      let members =
        Gzip.compress(Array("hello, ".utf8)) + Gzip.compress([]) + Gzip.compress(Array("world".utf8), level: 0)
      try await withTLSServer { _, port in
        let client = Client(port: port, tls: TLSClientContext())
        #expect(post(client, members, path: "/large/echo")?.body == "hello, world")
        client.send(
          "POST /large/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n")
        for byte in members { client.send(Array("1\r\n".utf8) + [byte] + Array("\r\n".utf8)) }
        client.send("0\r\n\r\n")
        #expect(client.read()?.body == "hello, world")
      }
    }

    @Test("every prefix, and every byte changed, is refused; the connection goes on")
    func damage() async throws {
      let body = Gzip.compress(Array("whom do we heed next?".utf8))
      try await withServer { _, port in
        let client = Client(port: port)
        for count in 1..<body.count {
          #expect(post(client, Array(body.prefix(count)))?.status == 400, "\(count) bytes")
        }
        for index in body.indices {
          var damaged = body
          damaged[index] ^= 0xFF
          // Time and system (RFC 1952, 2.3) mean nothing to the content.
          #expect(post(client, damaged)?.status == ((4...9).contains(index) ? 200 : 400), "byte \(index)")
        }
        for garbage in [[0], Array("more".utf8), [0x1F], [0x1F, 0x8B]] {
          #expect(post(client, body + garbage)?.status == 400)
        }
        #expect(post(client, Self.text)?.status == 400)
        #expect(post(client, body)?.status == 200)
      }
    }

    @Test("the limit is on what a body is inflated to", arguments: [999, 1_000, 1_001, 50_000])
    func limit(count: Int) async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        let body = Gzip.compress([UInt8](repeating: 0x61, count: count))
        #expect(post(client, body, path: "/a")?.status == (count > 1_000 ? 413 : 200))
        #expect(post(client, Gzip.compress(Array("next".utf8)), path: "/a")?.body == "next")
      }
    }

    @Test("a gigabyte of zeros in a megabyte costs no more than the limit")
    func bomb() async throws {
      let bomb = Gzip.endlessZeros(mebibytes: 1_024)
      #expect(bomb.count < 1_100_000)
      try await withServer { _, port in
        let client = Client(port: port)
        #expect(post(client, bomb)?.status == 413)
        #expect(client.get("/a")?.body == "/a")
        // As members that are empty: there is nothing to inflate, but each costs a little.
        let empty = [[UInt8]](repeating: Gzip.compress([]), count: 2_000).flatMap(\.self)
        #expect(post(client, empty)?.status == 400)
      }
    }

    @Test(
      "other codings are refused before the body is waited for", arguments: [["br"], ["gzip, br"], ["gzip", "gzip"]])
    func unknown(codings: [String]) async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        let lines = codings.map { "Content-Encoding: \($0)\r\n" }.joined()
        client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\nExpect: 100-continue\r\n\(lines)\r\n")
        let answer = try #require(client.read())
        #expect(answer.status == 415 && answer["Accept-Encoding"] == "gzip, identity")
        #expect(client.isClosedByServer())
      }
    }
  }
}
