import Foundation
public import HTTPServer

extension ServiceConfiguration {
  /// HTTPS instead of HTTP, where there is a certificate. Paths in `heed.yaml` are relative to that file.
  public struct TLS: Sendable, Equatable {
    /// The certificate with its chain, and its key, both in PEM; empty for none.
    public var certificate = ""
    public var key = ""
    /// Further ones, each with a key of another kind.
    public var certificates: [TLSConfiguration.CertificateFiles] = []
    /// The authorities that sign clients' certificates, in PEM; empty for none.
    public var clientAuthorities = ""
    public var clientCertificates = TLSConfiguration.ClientCertificates.none

    /// Whether HTTPS is spoken.
    public var isEnabled: Bool { !certificate.isEmpty || !key.isEmpty || !certificates.isEmpty }

    /// What the server is to speak; nil for plain HTTP.
    ///
    /// - Throws: ``FileError`` where something is missing that the file, the environment and the command line together
    ///   should have named.
    public func serverConfiguration() throws(FileError) -> TLSConfiguration? {
      guard isEnabled || clientCertificates != .none else { return nil }
      let isPair = !certificate.isEmpty || !key.isEmpty
      if isPair || certificates.isEmpty {
        try Self.require(certificate, "certificate", "a file in PEM (tls.certificate, HEED_TLS_CERT, --tls-cert)")
        try Self.require(key, "key", "the certificate's key, a file in PEM (tls.key, HEED_TLS_KEY, --tls-key)")
      }
      let pair = isPair ? [TLSConfiguration.CertificateFiles(certificate: certificate, key: key)] : []
      var configuration = TLSConfiguration(certificates: pair + certificates)
      configuration.clientAuthorities = clientAuthorities.isEmpty ? nil : clientAuthorities
      configuration.clientCertificates = clientCertificates
      return configuration
    }

    private static func require(_ value: String, _ field: String, _ expected: String) throws(FileError) {
      guard value.isEmpty else { return }
      let problem = FileProblem(line: nil, field: "tls.\(field)", found: "nothing", expected: expected)
      throw FileError(path: "configuration", problems: [problem])
    }

    /// Takes a certificate or a key from the environment or the command line. It replaces all that was named before.
    public mutating func replace(certificate: String?, key: String?) {
      guard certificate != nil || key != nil else { return }
      if let certificate { self.certificate = certificate }
      if let key { self.key = key }
      certificates = []
    }

    mutating func read(_ fields: inout YAMLFields) {
      fields.string("certificate", into: &certificate)
      fields.string("key", into: &key)
      fields.string("client_ca", into: &clientAuthorities)
      fields.choice("client_certificates", into: &clientCertificates)
      certificates =
        fields.list("certificates") { fields in
          var files = TLSConfiguration.CertificateFiles(certificate: "", key: "")
          fields.string("certificate", into: &files.certificate)
          fields.string("key", into: &files.key)
          return files
        } ?? certificates
    }

    /// Makes paths that are relative to `file` relative to the current folder.
    mutating func resolve(from file: String) {
      func resolve(_ path: inout String) {
        guard !path.isEmpty else { return }
        path = URL(filePath: path, relativeTo: URL(filePath: file)).path(percentEncoded: false)
      }
      resolve(&certificate)
      resolve(&key)
      resolve(&clientAuthorities)
      for index in certificates.indices {
        resolve(&certificates[index].certificate)
        resolve(&certificates[index].key)
      }
    }

    /// What does not go together, whatever the environment and the command line add.
    var problems: [FileProblem] {
      var problems: [FileProblem] = []
      func add(_ field: String, _ expected: String, found: String = "nothing") {
        problems.append(FileProblem(line: nil, field: "tls.\(field)", found: found, expected: expected))
      }
      for (index, files) in certificates.enumerated() {
        if files.certificate.isEmpty { add("certificates[\(index)].certificate", "a file in PEM") }
        if files.key.isEmpty { add("certificates[\(index)].key", "a file in PEM") }
      }
      if clientCertificates != .none, clientAuthorities.isEmpty {
        add("client_ca", "the authorities of clients' certificates, a file in PEM")
      }
      if clientCertificates == .none, !clientAuthorities.isEmpty {
        add("client_certificates", "optional or required, as there is a client_ca", found: "none")
      }
      return problems
    }
  }
}
