import Foundation
import HeedService
import Logging

/// The process's limit of open files: each connection takes one.
enum OpenFiles {
  /// What the service opens beside its connections, generously: files, reactors, connections that are being refused.
  private static let others = 300

  /// Raises the limit as far as the process may, and warns if that is too little for the connections allowed.
  static func provide(for configuration: ServiceConfiguration, _ logger: Logger) {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
    guard getrlimit(resource, &limit) == 0 else { return }
    let needed = configuration.limits.connections + others
    guard limit.rlim_cur < rlim_t(needed) else { return }
    logger.warning(
      """
      limits.connections takes more files than the process may open: raise the hard limit (LimitNOFILE= of systemd, \
      ulimit -Hn, docker run --ulimit nofile), or lower limits.connections
      """,
      metadata: [
        "connections": "\(configuration.limits.connections)", "needed": "\(needed)", "allowed": "\(limit.rlim_cur)",
      ])
  }
}
