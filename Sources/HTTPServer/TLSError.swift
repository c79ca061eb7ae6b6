internal import COpenSSL
private import Glibc

/// Why a server cannot speak TLS with the files it was given, in words that say what to do about it.
public struct TLSError: Error, Hashable, Sendable, CustomStringConvertible {
  private enum Kind: Hashable {
    case unreadable
    case noPEM
    case encryptedKey
    case foreignKey
    case repeatedKind
    case refused
  }

  private let kind: Kind
  /// The file that is to be mended.
  public let path: String
  public let description: String

  private init(_ kind: Kind, _ path: String, _ description: String) {
    self.kind = kind
    self.path = path
    self.description = description
  }

  /// - Parameters:
  ///   - what: what the file is, such as "the certificate".
  ///   - error: an `errno`.
  static func unreadable(_ what: String, _ path: String, error: Int32) -> TLSError {
    TLSError(
      .unreadable, path,
      "cannot read \(what) \(path): \(String(cString: strerror(error))); name a file that Heed's user may read")
  }

  /// The file has nothing of what it should.
  static func noPEM(_ what: String, _ path: String, begins: String) -> TLSError {
    TLSError(
      .noPEM, path,
      "\(what) \(path) cannot be used\(reason): give a file in PEM, with a part that begins with -----BEGIN \(begins)-----"
    )
  }

  static func encryptedKey(_ path: String) -> TLSError {
    TLSError(
      .encryptedKey, path,
      """
      the key \(path) is encrypted, and nobody is asked for its passphrase: decrypt it with \
      openssl pkey -in \(path) -out FILE, and let only Heed's user read FILE
      """)
  }

  static func foreignKey(_ files: TLSConfiguration.CertificateFiles) -> TLSError {
    TLSError(
      .foreignKey, files.key,
      """
      the key \(files.key) does not belong to the certificate \(files.certificate): give the key that the certificate \
      was made for, and put the server's own certificate first in its file
      """)
  }

  /// OpenSSL keeps one certificate for each kind of key.
  static func repeatedKind(_ kind: String, _ path: String) -> TLSError {
    TLSError(
      .repeatedKind, path,
      "the certificate \(path) is the second with a key of kind \(kind): give one of each kind, such as EC and RSA")
  }

  /// OpenSSL does not want the file, and says why in its error queue.
  static func refused(_ what: String, _ path: String) -> TLSError {
    TLSError(
      .refused, path,
      "\(what) \(path) is refused\(reason): have one made that today's rules allow (RSA from 2,048 bits, or EC)")
  }

  /// The last error of this thread's queue as ` (reason)`, or nothing.
  private static var reason: String {
    guard let text = ERR_reason_error_string(ERR_peek_last_error()) else { return "" }
    return " (\(String(cString: text)))"
  }
}
