internal import COpenSSL
private import Glibc

/// Certificates and keys as they stand in files. What it returns is the caller's to free.
enum TLSFiles {
  /// The certificates of a file in PEM, the first of them first.
  static func certificates(_ path: String) throws(TLSError) -> [OpaquePointer] {
    let file = try open("the certificate", path)
    defer { BIO_free(file) }
    var certificates: [OpaquePointer] = []
    while let certificate = PEM_read_bio_X509(file, nil, nil, nil) { certificates.append(certificate) }
    // The end of the file is an error to OpenSSL; any other is one of the file's.
    let isEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE
    guard !certificates.isEmpty, isEnd else {
      for certificate in certificates { X509_free(certificate) }
      throw .noPEM("the certificate", path, begins: "CERTIFICATE")
    }
    ERR_clear_error()
    return certificates
  }

  /// The private key of a file in PEM.
  static func key(_ path: String) throws(TLSError) -> OpaquePointer {
    let file = try open("the key", path)
    defer { BIO_free(file) }
    var isEncrypted = false
    let key = withUnsafeMutablePointer(to: &isEncrypted) { flag in
      // Without this, OpenSSL would ask for the passphrase at the terminal.
      PEM_read_bio_PrivateKey(
        file, nil,
        { _, _, _, flag in
          flag?.assumingMemoryBound(to: Bool.self).pointee = true
          return -1
        }, flag)
    }
    if let key { return key }
    throw isEncrypted ? .encryptedKey(path) : .noPEM("the key", path, begins: "PRIVATE KEY")
  }

  private static func open(_ what: String, _ path: String) throws(TLSError) -> OpaquePointer {
    ERR_clear_error()
    errno = 0
    guard let file = BIO_new_file(path, "r") else { throw .unreadable(what, path, error: errno) }
    return file
  }
}
