import Foundation
import TestSupport
import Testing

@Suite("What clients can cost", .serialized)
struct ResourceTests {
  @Test("out of file descriptors the service rests, answers those it has, and recovers")
  func descriptors() throws {
    let service = try ServiceProcess(["--threads", "1"], openFiles: 48)
    #expect(try service.log().contains("limits.connections takes more files than the process may open"))
    var clients: [Client] = []
    while clients.count < 100 {
      let client = Client(port: service.port)
      guard client.get("/livez")?.status == 200 else { break }
      clients.append(client)
    }
    #expect((10..<48).contains(clients.count))
    let before = try service.cpuSeconds()
    for _ in 0..<5 {
      #expect(Client(port: service.port).get("/livez") == nil)
      usleep(200_000)
    }
    #expect(try service.cpuSeconds() - before < 0.5)
    for client in clients { #expect(client.get("/livez")?.status == 200) }

    clients.removeFirst(5)
    let isServed = (0..<100).contains { _ in
      usleep(20_000)
      return Client(port: service.port).get("/livez")?.status == 200
    }
    #expect(isServed)
    let metrics = clients[0].get("/metrics")?.body ?? ""
    let refused = metrics.firstMatch(of: #/heed_http_connections_refused_total{reason="descriptors"} (\d+)/#)
    #expect(refused.flatMap { Int($0.output.1) } ?? 0 >= 6)
    clients = []
    #expect(service.stop() == 0)
  }

  @Test("clients that ask and never read cost what the server may owe them")
  func backPressure() throws {
    let service = try ServiceProcess()
    #expect(Client(port: service.port).get("/openapi.yaml")?.status == 200)
    let before = try service.residentBytes()
    let requests = Array(String(repeating: "GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n", count: 500).utf8)
    let clients = (0..<6).map { _ in Client(port: service.port) }
    let limit = 50_000_000
    for client in clients { #expect(client.flood(requests, limit: limit) < limit) }
    #expect(Client(port: service.port).get("/livez")?.status == 200)
    // 256 KiB of answers wait at most, and one more; the buffer grows by doubling.
    #expect(try service.residentBytes() - before < clients.count * 1_048_576)
  }

  @Test(
    "a connection that waits for its next request costs little",
    .enabled(if: ProcessInfo.processInfo.environment["HEED_TEST_SANITIZER"] == nil, "a sanitizer has memory of its own")
  )
  func idle() throws {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    getrlimit(resource, &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
    let count = min(4_000, Int(clamping: limit.rlim_cur) - 500)
    try #require(count > 400)
    let service = try ServiceProcess(["--threads", "1"])
    let body = [UInt8](#"{"ticket":{"id":"T"}}"#.utf8)
    for _ in 0..<100 { #expect(Client(port: service.port).post("/score", body)?.status == 200) }
    let before = try service.residentBytes()
    let clients = (0..<count).map { _ in Client(port: service.port) }
    for client in clients { #expect(client.post("/score", body)?.status == 200) }
    let each = (try service.residentBytes() - before) / count
    print("\(each) bytes for each of \(count) idle connections")
    #expect(each < 1_024)
    withExtendedLifetime(clients) {}
  }
}
