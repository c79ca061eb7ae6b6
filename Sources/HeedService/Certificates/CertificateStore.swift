import Foundation
import HTTPServer
import Logging
import Synchronization

/// The certificates in force, and how they are replaced while the service runs.
final class CertificateStore: Sendable {
  /// What operators are told.
  struct Status {
    var certificates: [TLSCertificate]
    /// How often the files were read anew since the start.
    var reloads = 0
    /// How often they could not be used since the start.
    var failures = 0
    /// What was wrong with the files when they were read last; nil where they are in force.
    var lastFailure: String?
  }

  private let configuration: TLSConfiguration
  private let logger: Logger
  private let state: Mutex<Status>
  /// What the server starts with.
  let initial: TLSContext

  /// Reads the files.
  init(_ configuration: TLSConfiguration, logger: Logger) throws(TLSError) {
    self.configuration = configuration
    self.logger = logger
    initial = try TLSContext(configuration)
    state = Mutex(Status(certificates: initial.certificates))
    log("certificate in force", initial)
  }

  /// What operators are told.
  var status: Status { state.withLock { $0 } }

  /// Reads the files anew. Broken ones are logged and counted, and the old ones go on.
  ///
  /// - Returns: what new connections are to be opened with; nil where the files cannot be used.
  func reload() -> TLSContext? {
    do throws(TLSError) {
      let context = try TLSContext(configuration)
      state.withLock { state in
        state.certificates = context.certificates
        state.reloads += 1
        state.lastFailure = nil
      }
      log("certificate reloaded", context)
      return context
    } catch {
      state.withLock { state in
        state.failures += 1
        state.lastFailure = error.description
      }
      logger.error(
        "certificate refused, the old one goes on; mend the file and send SIGHUP again",
        metadata: ["problem": "\(error)"])
      return nil
    }
  }

  private func log(_ message: Logger.Message, _ context: TLSContext) {
    for certificate in context.certificates {
      logger.notice(
        message,
        metadata: [
          "file": "\(certificate.files.certificate)", "key": "\(certificate.keyKind)",
          "subject": "\(certificate.subject)", "names": "\(certificate.names)",
          "expires": "\(certificate.expiryText)",
        ])
      for warning in certificate.warnings(now: Date()) {
        logger.warning("\(warning)", metadata: ["file": "\(certificate.files.certificate)"])
      }
    }
  }
}
