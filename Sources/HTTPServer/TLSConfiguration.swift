/// What a server shows to its clients over TLS, and asks of them.
public struct TLSConfiguration: Hashable, Sendable {
  /// A certificate and its key, as files in PEM.
  public struct CertificateFiles: Hashable, Sendable {
    /// The server's own certificate, followed by the intermediate ones.
    public var certificate: String
    /// Its private key, not encrypted.
    public var key: String

    public init(certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }
  }

  /// What is asked of clients.
  public enum ClientCertificates: String, Hashable, Sendable, CaseIterable {
    /// No certificate.
    case none
    /// A certificate if they have one; one that is not good ends the handshake.
    case optional
    /// A certificate: without a good one there is no connection.
    case required
  }

  /// At least one, each with a key of another kind: each client is shown the one that it can check.
  public var certificates: [CertificateFiles]
  /// The authorities that sign clients' certificates, as a file in PEM; needed where those are asked for.
  public var clientAuthorities: String?
  public var clientCertificates = ClientCertificates.none

  public init(certificates: [CertificateFiles]) {
    self.certificates = certificates
  }
}
