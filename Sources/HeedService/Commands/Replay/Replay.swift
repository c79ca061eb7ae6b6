import Foundation
import HTTPServer
public import Logging

/// Plays the tickets of the past again: what would this policy have done with them, and with the line?
///
/// A service of its own runs in this process on a free port of 127.0.0.1, with a clock that goes by the tickets' times, and
/// is asked over HTTP, as it is when it serves.
public struct Replay: Sendable {
  private let configuration: ServiceConfiguration
  private let input: ReplayInput
  private let options: ReplayOptions
  private let logger: Logger

  /// How far a replay has come.
  public struct Progress: Sendable {
    /// Its time, in seconds since 1970.
    public let time: Double
    /// Tickets sent so far, of how many.
    public let tickets: Int
    public let all: Int
  }

  /// - Parameter configuration: that of the service whose policy and memory are tried; where it listens, and whom it lets
  ///   in, is up to the replay.
  public init(_ configuration: ServiceConfiguration, input: ReplayInput, options: ReplayOptions, logger: Logger) {
    self.configuration = configuration
    self.input = input
    self.options = options
    self.logger = logger
  }

  /// Plays it all.
  ///
  /// - Parameter progress: is shown how far it has come, a few times a second.
  /// - Throws: ``ReplayError``, or what keeps a service from starting, such as ``FileError``.
  public func run(progress: (Progress) -> Void = { _ in }) async throws -> ReplayResult {
    guard let start = (input.tickets.map(\.at) + input.stories.map(\.at)).min() else {
      throw ReplayError(description: "there is nothing to play: no request could be read")
    }
    let folder = try ReplayFolder(options.data)
    let clock = ReplayClock(start: start.rounded(.down) - 1)
    let service = try Service(
      own(folder.path), logger: logger, time: { clock.now }, queueClock: clock.queueClock)
    let port = try service.start().port
    let result = Result { try play(on: service, port: port, clock, progress) }
    await service.drain()
    withExtendedLifetime(folder) {}
    return try result.get()
  }

  private func play(
    on service: Service, port: Int, _ clock: ReplayClock, _ progress: (Progress) -> Void
  ) throws -> ReplayResult {
    guard let queue = service.queue, queue.status == .ready else {
      throw ReplayError(description: "the store cannot be opened: \(service.queue?.status.reason ?? "there is none")")
    }
    let run = ReplayRun(
      client: try ReplayClient(port: port), clock: clock, queue: queue, policy: service.policies.current.policy,
      input: input, options: options)
    return try run.play(progress)
  }

  /// The configuration of the service of a replay.
  private func own(_ data: String) -> ServiceConfiguration {
    var own = configuration
    own.host = "127.0.0.1"
    own.port = 0
    own.reusePort = false
    // One thread sees requests in the order in which they are sent.
    own.threads = 1
    own.data = data
    own.access = AccessConfiguration()
    own.tls = ServiceConfiguration.TLS()
    own.policyCheckSeconds = 3600
    // These go by the time of the machine, of which days may pass between two requests.
    own.limits.idleSeconds = 86_400
    own.drain.pauseSeconds = 0
    own.drain.idleSeconds = 0
    // Agents are there for as long as the replay lasts, and tickets are looked at afterwards.
    own.queue.agentTimeoutSeconds = 1e9
    own.queue.mostLeaseSeconds = max(own.queue.mostLeaseSeconds, 2 * options.handlingSeconds)
    own.queue.handlingSeconds = options.handlingSeconds
    own.queue.keepHours = 87_600
    return own
  }
}
