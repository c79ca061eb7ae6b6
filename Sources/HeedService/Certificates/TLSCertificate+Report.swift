public import Foundation
public import HTTPServer
import JSON

extension TLSCertificate {
  /// When it expires, as RFC 3339 has it.
  public var expiryText: String { RFC3339.string(expires) ?? "never" }

  /// What an operator should mend, although the certificate can be used.
  public func warnings(now: Date) -> [String] {
    let seconds = Int(now.timeIntervalSince1970)
    var warnings: [String] = []
    if expires <= seconds {
      warnings.append("the certificate expired on \(expiryText), and clients will refuse it: have it renewed")
    } else if expires - seconds < Self.noticeSeconds {
      warnings.append("the certificate expires on \(expiryText): have it renewed")
    }
    if validFrom > seconds {
      warnings.append("the certificate is not valid yet, and clients will refuse it: check its dates and the clock")
    }
    if isKeyExposed {
      warnings.append("other users may read or change the key: chmod o= \(files.key)")
    }
    return warnings
  }

  /// Automatic renewal is usually tried 30 days before the end; a week before it, something is wrong.
  private static let noticeSeconds = 7 * 86_400
}
