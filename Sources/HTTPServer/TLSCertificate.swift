internal import COpenSSL
private import Glibc

/// What operators want to know of a certificate in force.
public struct TLSCertificate: Hashable, Sendable {
  /// Where it was read from.
  public let files: TLSConfiguration.CertificateFiles
  /// The kind of its key as OpenSSL calls it, such as `EC` or `RSA`.
  public let keyKind: String
  /// Whom it is made out to, as in RFC 2253: `CN=heed.example,O=Example`. May be empty.
  public let subject: String
  /// The names it is good for: `DNS:heed.example, IP Address:192.0.2.1`. May be empty.
  public let names: String
  /// From when it is good, in seconds since 1970.
  public let validFrom: Int
  /// Until when it is good, in seconds since 1970.
  public let expires: Int
  /// Whether users other than the owner and his group may read the key or change it.
  public let isKeyExposed: Bool

  /// - Parameter certificate: an `X509`.
  /// - Throws: where its key is of a kind that OpenSSL does not know.
  init(_ certificate: OpaquePointer, files: TLSConfiguration.CertificateFiles) throws(TLSError) {
    self.files = files
    guard let key = X509_get0_pubkey(certificate), let kind = EVP_PKEY_get0_type_name(key) else {
      throw .refused("the certificate", files.certificate)
    }
    keyKind = String(cString: kind)
    subject = Self.text { _ = copenssl_print_name($0, X509_get_subject_name(certificate)) }
    names = Self.text { output in
      let index = X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1)
      if index >= 0 { X509V3_EXT_print(output, X509_get_ext(certificate, index), 0, 0) }
    }
    validFrom = Self.seconds(X509_get0_notBefore(certificate))
    expires = Self.seconds(X509_get0_notAfter(certificate))
    var status = stat()
    isKeyExposed = stat(files.key, &status) == 0 && status.st_mode & (S_IROTH | S_IWOTH) != 0
  }

  /// What `write` prints to the BIO that it is given.
  private static func text(_ write: (OpaquePointer) -> Void) -> String {
    guard let output = BIO_new(BIO_s_mem()) else { return "" }
    defer { BIO_free(output) }
    write(output)
    let count = BIO_ctrl_pending(output)
    return String(unsafeUninitializedCapacity: count) { max(0, Int(BIO_read(output, $0.baseAddress, Int32($0.count)))) }
  }

  private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int {
    var broken = tm()
    return ASN1_TIME_to_tm(time, &broken) == 1 ? timegm(&broken) : 0
  }
}
