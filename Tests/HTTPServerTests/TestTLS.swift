import HTTPServer
import TestSupport

/// Certificates as files, and what a server makes of them.
struct TestTLS {
  /// Signs what is signed; made once, as is the rest: keys take time to make.
  static let authority = TestCertificate("authority")
  static let ec = TestCertificate("ec.example", issuer: authority)
  static let rsa = TestCertificate("rsa.example", kind: .rsa, issuer: authority)

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  func files(_ certificate: TestCertificate, key: String? = nil) throws -> TLSConfiguration.CertificateFiles {
    let name = "\(Int.random(in: 0..<Int.max))"
    return TLSConfiguration.CertificateFiles(
      certificate: try folder.write(certificate.pem, to: "\(name).pem"),
      key: try folder.write(key ?? certificate.keyPEM, to: "\(name).key"))
  }

  func context(
    _ certificates: [TestCertificate] = [ec], clients: TLSConfiguration.ClientCertificates = .none
  ) throws -> TLSContext {
    var configuration = TLSConfiguration(certificates: try certificates.map { try files($0) })
    configuration.clientAuthorities = try folder.write(Self.authority.pem, to: "authority.pem")
    configuration.clientCertificates = clients
    return try TLSContext(configuration)
  }
}

/// Runs `body` with a server that speaks TLS.
func withTLSServer(
  _ certificates: [TestCertificate] = [TestTLS.ec], clients: TLSConfiguration.ClientCertificates = .none,
  _ configure: (inout ServerConfiguration) -> Void = { _ in }, _ body: (Server, Int) async throws -> Void
) async throws {
  let context = try TestTLS().context(certificates, clients: clients)
  try await withServer {
    $0.tls = context
    configure(&$0)
  } _: { server, port in
    try await body(server, port)
  }
}
