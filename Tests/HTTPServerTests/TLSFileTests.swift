import Foundation
import HTTPServer
import TestSupport
import Testing

@Suite("Certificates and keys in files")
struct TLSFileTests {
  let tls: TestTLS

  init() throws {
    tls = try TestTLS()
  }

  private func error(_ files: TLSConfiguration.CertificateFiles...) throws -> TLSError {
    try #require(throws: TLSError.self) { try TLSContext(TLSConfiguration(certificates: files)) }
  }

  @Test("are described")
  func facts() throws {
    let certificates = try tls.context([TestTLS.ec, TestTLS.rsa]).certificates
    #expect(certificates.map(\.keyKind) == ["EC", "RSA"])
    #expect(certificates.map(\.subject) == ["CN=ec.example", "CN=rsa.example"])
    #expect(certificates[0].names == "DNS:ec.example")
    let days = Double(certificates[0].expires - Int(Date().timeIntervalSince1970)) / 86_400
    #expect(abs(days - 30) < 0.1)
    #expect(certificates[0].validFrom < certificates[0].expires)
  }

  @Test("an expired one is taken: the service warns of it")
  func expired() throws {
    let late = TestCertificate("late.example", days: -9 ..< -1)
    #expect(try tls.context([late]).certificates[0].expires < Int(Date().timeIntervalSince1970))
  }

  @Test("a key that others may read is noticed")
  func exposed() throws {
    let files = try tls.files(TestTLS.ec)
    for (mode, isExposed) in [(0o600, false), (0o640, false), (0o644, true)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: files.key)
      #expect(try TLSContext(TLSConfiguration(certificates: [files])).certificates[0].isKeyExposed == isExposed)
    }
  }

  @Test("a certificate with a key of a kind that nobody knows is refused")
  func unknownKind() throws {
    let files = try tls.files(TestTLS.ec)
    let lines = try String(contentsOfFile: files.certificate, encoding: .utf8).split(separator: "\n")
    var bytes = try #require(Data(base64Encoded: lines.dropFirst().dropLast().joined()))
    // 1.2.840.10045.2.1 is an elliptic curve's key, 1.2.840.10045.2.127 nobody's.
    let kind = try #require(bytes.range(of: Data([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01])))
    bytes[kind.upperBound - 1] = 0x7F
    let text =
      "\(lines[0])\n\(bytes.base64EncodedString(options: .lineLength64Characters))\n\(lines[lines.count - 1])\n"
    try text.write(toFile: files.certificate, atomically: true, encoding: .utf8)
    #expect(try error(files).path == files.certificate)
  }

  @Test("that cannot be read, or have something else in them")
  func unusable() throws {
    let good = try tls.files(TestTLS.ec)
    var files = good
    files.certificate = "/nowhere.pem"
    #expect(try error(files).description.contains("cannot read the certificate /nowhere.pem: No such file"))
    files.certificate = good.key
    #expect(try error(files).description.contains("BEGIN CERTIFICATE"))
    files.certificate = try tls.folder.write(TestTLS.ec.pem.replacing("MII", with: "MIJ"), to: "broken.pem")
    #expect(try error(files).path.hasSuffix("broken.pem"))
    files = good
    files.key = try tls.folder.write("", to: "empty.key")
    #expect(try error(files).description.contains("BEGIN PRIVATE KEY"))
    files.key = tls.folder.url.path(percentEncoded: false)
    #expect(try error(files).path == files.key)
  }

  @Test("an encrypted key asks nobody, and one of another certificate is refused")
  func keys() throws {
    let encrypted = try tls.files(TestTLS.ec, key: TestTLS.ec.encryptedKeyPEM)
    #expect(try error(encrypted).description.contains("openssl pkey -in \(encrypted.key)"))
    for other in [TestTLS.rsa, TestTLS.authority] {
      let foreign = try tls.files(TestTLS.ec, key: other.keyPEM)
      #expect(try error(foreign).description.contains("does not belong to the certificate"))
    }
  }

  @Test("two of one kind, or one that is too weak")
  func refused() throws {
    #expect(try error(tls.files(TestTLS.ec), tls.files(TestTLS.authority)).description.contains("second with a key"))
    let weak = TestCertificate("weak.example", kind: .rsa, bits: 1024)
    #expect(try error(tls.files(weak)).description.contains("too small"))
  }

  @Test("client authorities that cannot be read")
  func authorities() throws {
    var configuration = TLSConfiguration(certificates: [try tls.files(TestTLS.ec)])
    configuration.clientCertificates = .required
    configuration.clientAuthorities = "/nowhere.pem"
    let error = try #require(throws: TLSError.self) { try TLSContext(configuration) }
    #expect(error.path == "/nowhere.pem")
  }
}
