import COpenSSL
import Foundation

/// A certificate made for a test, with its key.
///
/// Unchecked because it does not change once it is made.
package final class TestCertificate: @unchecked Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case ec, rsa
  }

  let certificate: OpaquePointer
  let key: OpaquePointer

  /// - Parameters:
  ///   - name: the common name, and the name it is good for.
  ///   - issuer: whom it is signed by; by itself without one.
  ///   - days: from when to when it is good, counted from now.
  package init(
    _ name: String, kind: Kind = .ec, issuer: TestCertificate? = nil, days: Range<Int> = -1..<30, bits: Int = 2048
  ) {
    key = Self.makeKey(kind, bits: bits)
    certificate = X509_new()
    X509_set_version(certificate, 2)
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), Int.random(in: 1..<Int.max))
    X509_gmtime_adj(X509_getm_notBefore(certificate), days.lowerBound * 86_400)
    X509_gmtime_adj(X509_getm_notAfter(certificate), days.upperBound * 86_400)
    X509_set_pubkey(certificate, key)
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_FLAG, name, -1, -1, 0)
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer?.certificate ?? certificate))
    add(NID_subject_alt_name, "DNS:\(name)")
    if issuer == nil { add(NID_basic_constraints, "critical,CA:TRUE") }
    X509_sign(certificate, issuer?.key ?? key, EVP_sha256())
  }

  deinit {
    X509_free(certificate)
    EVP_PKEY_free(key)
  }

  package var pem: String { Self.text { PEM_write_bio_X509($0, certificate) } }

  package var keyPEM: String { Self.text { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) } }

  /// The key, encrypted with a passphrase.
  package var encryptedKeyPEM: String {
    Self.text { PEM_write_bio_PrivateKey($0, key, EVP_aes_128_cbc(), "pass", 4, nil, nil) }
  }

  /// Writes `name`.pem and `name`.key, the key readable to its owner alone.
  package func write(to folder: TemporaryFolder, as name: String) throws -> (certificate: String, key: String) {
    let files = (try folder.write(pem, to: "\(name).pem"), try folder.write(keyPEM, to: "\(name).key"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: files.1)
    return files
  }

  private func add(_ extensionID: Int32, _ value: String) {
    let added = X509V3_EXT_conf_nid(nil, nil, extensionID, value)
    X509_add_ext(certificate, added, -1)
    X509_EXTENSION_free(added)
  }

  private static func makeKey(_ kind: Kind, bits: Int) -> OpaquePointer {
    let context = EVP_PKEY_CTX_new_from_name(nil, kind == .ec ? "EC" : "RSA", nil)
    defer { EVP_PKEY_CTX_free(context) }
    EVP_PKEY_keygen_init(context)
    switch kind {
    case .ec: EVP_PKEY_CTX_set_group_name(context, "P-256")
    case .rsa: EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bits))
    }
    var key: OpaquePointer?
    EVP_PKEY_generate(context, &key)
    return key!
  }

  private static func text(_ write: (OpaquePointer) -> Int32) -> String {
    let output = BIO_new(BIO_s_mem())!
    defer { BIO_free(output) }
    precondition(write(output) == 1)
    var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(output))
    BIO_read(output, &bytes, Int32(bytes.count))
    return String(decoding: bytes, as: UTF8.self)
  }
}
