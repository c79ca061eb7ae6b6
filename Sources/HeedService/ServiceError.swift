/// Why the service does not start, in words that say what to do about it.
public struct ServiceError: Error, Equatable, Sendable, CustomStringConvertible {
  private enum Kind: Equatable {
    case openAccess
  }

  private let kind: Kind
  public let description: String

  /// The address can be reached by others, and nothing asks them for a key.
  static func openAccess(host: String) -> ServiceError {
    ServiceError(
      kind: .openAccess,
      description: """
        refusing to listen on \(host): requests need no key, so anybody who reaches this address could use Heed. Either
        - make a key, which is shown once, and have Heed ask for it:
            heed key create --name router --scope score --file config/keys.yaml
            heed serve --host \(host) --keys config/keys.yaml
        - or listen on 127.0.0.1 behind a proxy that decides who may call;
        - or, where the network itself is closed, say so with --allow-open-access (in heed.yaml allow_open_access: true, \
        in the environment HEED_ALLOW_OPEN_ACCESS=true).
        """)
  }
}
