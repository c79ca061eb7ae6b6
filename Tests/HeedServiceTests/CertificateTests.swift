import Foundation
import HTTPServer
import Logging
import TestSupport
import Testing

@testable import HeedService

@Suite("HTTPS")
struct CertificateTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func service(_ certificate: TestCertificate) throws -> RunningService {
    let files = try certificate.write(to: folder, as: "server")
    return try RunningService { $0.tls.replace(certificate: files.certificate, key: files.key) }
  }

  private func configuration(_ yaml: String) throws -> ServiceConfiguration {
    try ServiceConfiguration.load(path: try folder.write(yaml, to: "heed.yaml"))
  }

  @Test("heed.yaml names certificates, relative to itself")
  func yaml() throws {
    let tls = try configuration(
      """
      tls:
        certificate: ec.pem
        key: keys/ec.key
        certificates:
          - {certificate: /rsa.pem, key: rsa.key}
        client_ca: ca.pem
        client_certificates: required
      """
    ).tls
    let server = try #require(try tls.serverConfiguration())
    #expect(server.certificates.map(\.certificate) == [folder.path("ec.pem"), "/rsa.pem"])
    #expect(server.certificates.map(\.key) == [folder.path("keys/ec.key"), folder.path("rsa.key")])
    #expect(server.clientAuthorities == folder.path("ca.pem"))
    #expect(server.clientCertificates == .required)
  }

  @Test("the environment replaces what heed.yaml names")
  func environment() throws {
    var configuration = try configuration("tls: {certificates: [{certificate: a.pem, key: a.key}]}")
    try configuration.apply(environment: ["HEED_TLS_CERT": "b.pem", "HEED_TLS_KEY": "b.key"])
    #expect(try configuration.tls.serverConfiguration()?.certificates.map(\.certificate) == ["b.pem"])
  }

  @Test(
    "what does not go together is named",
    arguments: [
      ("tls: {certificate: a.pem}", "tls.key"), ("tls: {key: a.key}", "tls.certificate"),
      ("tls: {certificates: [{certificate: a.pem}]}", "tls.certificates[0].key"),
      ("tls: {certificate: a.pem, key: a.key, client_certificates: required}", "tls.client_ca"),
      ("tls: {certificate: a.pem, key: a.key, client_ca: a.pem}", "tls.client_certificates"),
      ("tls: {client_ca: a.pem, client_certificates: optional}", "tls.certificate"),
      ("tls: {client_certificates: maybe}", "tls.client_certificates"), ("tls: {cert: a.pem}", "tls.cert"),
    ])
  func mistakes(yaml: String, field: String) throws {
    let error = try #require(throws: FileError.self) { try configuration(yaml).tls.serverConfiguration() }
    #expect(error.problems.map(\.field) == [field])
  }

  @Test("the service answers, and tells of its certificate")
  func facts() throws {
    let running = try service(TestCertificate("heed.example"))
    let client = Client(port: running.port, tls: TLSClientContext())
    #expect(client.post("/score", try Repository.bytes("config/samples/example.json"))?.status == 200)

    let health = try #require(client.get("/health"))
    let tree = try JSONTree(json: Array(health.body.utf8))
    let contract = Contract.shared
    let schema = contract.document["components"]["schemas"]["Health"]
    #expect(contract.validator.findings(tree, schema) == [])
    let certificate = try #require(tree["tls"]["certificates"].array?.first)
    #expect(certificate["subject"].string == "CN=heed.example")
    #expect(certificate["names"].string == "DNS:heed.example")

    let metrics = try #require(client.get("/metrics")).body
    #expect(metrics.contains(#/\nheed_tls_certificate_expiry_timestamp_seconds\{key="EC"\} 1[0-9]{9}\n/#))
    #expect(metrics.contains("\nheed_tls_handshakes_total 1\n"))
    let log = running.log.lines(from: .notice)
    #expect(log.contains { $0.contains("certificate in force") && $0.contains("CN=heed.example") })
    #expect(running.log.lines(from: .warning).isEmpty)
  }

  @Test("a reload shows another certificate; a broken one is refused, and the old one goes on")
  func reload() throws {
    let running = try service(TestCertificate("first.example"))
    func name() -> String? { Client(port: running.port, tls: TLSClientContext()).tls?.name }
    let client = Client(port: running.port, tls: TLSClientContext())
    #expect(name() == "first.example")

    let second = try TestCertificate("second.example").write(to: folder, as: "server")
    running.service.reload()
    #expect(name() == "second.example")
    #expect(running.log.lines(from: .notice).contains { $0.contains("reloaded") && $0.contains("second.example") })

    _ = try folder.write("nothing", to: "server.pem")
    running.service.reload()
    #expect(name() == "second.example")
    let errors = running.log.lines(from: .error)
    #expect(errors.count == 1 && errors[0].contains(second.certificate))
    #expect(client.get("/health")?.body.contains("BEGIN CERTIFICATE") == true)
    #expect(client.get("/metrics")?.body.contains("\nheed_tls_reload_failures_total 1\n") == true)
  }

  @Test("what an operator should mend is logged as a warning")
  func warnings() throws {
    func warnings(_ certificate: TestCertificate) throws -> [String] {
      try service(certificate).log.lines(from: .warning)
    }
    #expect(try warnings(TestCertificate("a", days: -9 ..< -1)).first?.contains("expired on") == true)
    #expect(try warnings(TestCertificate("a", days: 1..<9)).first?.contains("not valid yet") == true)
    #expect(try warnings(TestCertificate("a", days: -1..<3)).first?.contains("have it renewed") == true)
    let files = try TestCertificate("a").write(to: folder, as: "open")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: files.key)
    let open = try RunningService { $0.tls.replace(certificate: files.certificate, key: files.key) }
    #expect(open.log.lines(from: .warning).first?.contains("chmod o= \(files.key)") == true)
  }

  @Test("no private key reaches a log or an answer")
  func secrecy() throws {
    let certificate = TestCertificate("heed.example")
    let running = try service(certificate)
    _ = try folder.write("nothing", to: "server.pem")
    running.service.reload()
    let client = Client(port: running.port, tls: TLSClientContext())
    let told = [client.get("/health")?.body, client.get("/metrics")?.body].compactMap(\.self)
    let secrets = certificate.keyPEM.split(separator: "\n").filter { !$0.hasPrefix("-----") }
    for text in told + running.log.lines(from: .trace) {
      #expect(!secrets.contains { text.contains($0) })
    }
  }
}
