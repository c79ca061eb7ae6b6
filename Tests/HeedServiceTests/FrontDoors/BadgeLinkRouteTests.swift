import FrontDoors
import TestSupport
import Testing

@testable import HeedService

/// Badges where keys are in force: by key, and by signed links for places that have none.
@Suite("Signed links to badges")
struct BadgeLinkRouteTests {
  private static let secret = "0123456789abcdef-badges"
  private let folder: TemporaryFolder
  private let link: BadgeLink
  private let now = Int(RunningService.time)

  init() throws {
    folder = try TemporaryFolder()
    link = try #require(BadgeLink(secret: Array(Self.secret.utf8)))
  }

  private func service(isSigning: Bool = true) throws -> KeyedService {
    let secret = SecretSource.file(try folder.write(Self.secret + "\n", to: "secret"))
    let data = folder.path("data")
    let service = try KeyedService { configuration in
      configuration.data = data
      if isSigning { configuration.badges.secret = secret }
    }
    let key = [("X-API-Key", service.key("queue")), ("Content-Type", "application/json")]
    let client = service.running.client
    for id in ["T-1", "Müller/ä.svg"] {
      let body = Array(#"{"ticket":{"id":"\#(id)"}}"#.utf8)
      #expect(client.request("POST", "/queue", fields: key, body: body)?.status == 201)
    }
    let customers = [("X-API-Key", service.key("customers")), ("Content-Type", "application/json")]
    #expect(client.request("PUT", "/customers/T-1", fields: customers, body: Array("{}".utf8))?.status == 201)
    return service
  }

  @Test("A link is good without a key until it expires, for its badge and no other")
  func links() throws {
    let service = try service()
    let client = service.running.client
    let paths = [
      "/badges/T-1.svg", "/badges/T-1.json", "/badges/customers/T-1.svg", "/badges/M%C3%BCller%2F%C3%A4.svg.svg",
      "/badges/M%c3%bcller%2f%c3%a4.svg.json", "/badges/%54-1.svg",
    ]
    for path in paths {
      let query = link.query(path: path, expires: now + 1)
      let answer = client.get("\(path)?\(query)")
      #expect(answer?.status == 200 && answer?["ETag"] != nil, "\(path): \(String(describing: answer))")
      #expect(client.request("HEAD", "\(path)?\(query)")?.status == 200)
      let parts = query.split(separator: "&")
      #expect(client.get("\(path)?\(parts[1])&\(parts[0])")?.status == 200, "the order does not count")
      #expect(client.get(path)?.status == 401)
      for other in paths + ["/badges/T-2.svg"] where other != path {
        #expect(client.get("\(other)?\(query)")?.status == 403, "\(other) by the link of \(path)")
      }
    }
    let unknown = "/badges/T-9.svg"
    let answer = client.get("\(unknown)?\(link.query(path: unknown, expires: now + 1))")
    #expect(answer?.status == 404 && answer?.mediaType == "image/svg+xml")
  }

  @Test("A link that is over, changed, or not whole is refused, with a key, too")
  func wrong() throws {
    let service = try service()
    let (client, path) = (service.running.client, "/badges/T-1.svg")
    let good = link.query(path: path, expires: now + 60)
    let signature = good.split(separator: "=").last.map(String.init) ?? ""
    let other = try #require(BadgeLink(secret: Array("another-secret-0123".utf8)))
    let queries = [
      ("expired", link.query(path: path, expires: now)), ("long expired", link.query(path: path, expires: 1)),
      ("another secret", other.query(path: path, expires: now + 60)),
      ("a later end", good.replacing("expires=\(now + 60)", with: "expires=\(now + 61)")),
      ("no end", "signature=\(signature)"), ("an empty end", "expires=&signature=\(signature)"),
      ("an empty signature", "expires=\(now + 60)&signature="), ("cut", String(good.dropLast())),
      ("longer", good + "00"), ("no digits", "expires=\(now + 60)&signature=\(String(repeating: "x", count: 64))"),
      ("a sign", good.replacing("expires=", with: "expires=%2B")),
      ("a space", good.replacing("expires=", with: "expires=+")),
    ]
    for (name, query) in queries {
      for key in [[], [("X-API-Key", service.key("queue"))]] {
        let answer = client.request("GET", "\(path)?\(query)", fields: key)
        #expect(answer?.status == 403, "\(name): \(String(describing: answer))")
        #expect(answer?.mediaType == "application/problem+json", "\(name)")
        #expect(answer?.body.contains(signature.prefix(16)) == false, "\(name)")
      }
    }
    // Without a signature it is a request like all others.
    #expect(client.get("\(path)?expires=\(now + 60)")?.status == 401)
    let queue = [("X-API-Key", service.key("queue"))]
    #expect(client.request("GET", "\(path)?expires=\(now + 60)", fields: queue)?.status == 403)
    #expect(client.request("GET", path, fields: queue)?.status == 200)
    #expect(client.request("GET", path, fields: [("X-API-Key", service.key("score"))])?.status == 403)
    // It opens badges and nothing else.
    #expect(client.get("/queue/T-1?\(link.query(path: "/queue/T-1", expires: now + 60))")?.status == 401)
    #expect(client.request("POST", "\(path)?\(good)", body: [])?.status == 405)
  }

  @Test("Where nothing is signed, no link is good")
  func noSecret() throws {
    let service = try service(isSigning: false)
    let target = "/badges/T-1.svg?\(link.query(path: "/badges/T-1.svg", expires: now + 60))"
    #expect(service.running.client.get(target)?.status == 401)
    let queue = [("X-API-Key", service.key("queue"))]
    #expect(service.running.client.request("GET", target, fields: queue)?.status == 403)
    let open = try QueueService()
    try open.enqueue("T-1")
    #expect(try open.send("GET", target).status == 403)
    #expect(try open.send("GET", "/badges/T-1.svg").status == 200)
  }

  @Test("The link that comes with a decision opens the ticket's badge", arguments: ["T-1", "Müller/ä.svg"])
  func ofDecision(_ id: String) throws {
    let service = try service()
    func badge(key: String) throws -> String {
      let body = #"{"ticket":{"id":"\#(id)"}}"#
      let answer = try #require(service.score(key: service.key(key), path: "/score?adapters=all", body: body))
      return try #require(try JSONTree(json: answer.content)["adapters"]["badge"].string)
    }
    // Whoever may only score is not to see the line, nor to show it.
    #expect(try badge(key: "score") == "/badges/\(TicketPath.encoded(id)).svg")
    let badge = try badge(key: "admin")
    #expect(badge.hasPrefix("/badges/") && badge.contains("expires=\(now + 7 * 86_400)&"), "\(badge)")
    let picture = service.running.client.get(badge)
    #expect(picture?.status == 200 && picture?.body.contains("standard 25") == true, "\(String(describing: picture))")
  }
}
