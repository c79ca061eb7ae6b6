public import ArgumentParser
import Dispatch
import Foundation
public import HeedService
import Logging
import Synchronization

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Play the tickets of the past again: what would Heed have done with them?",
    discussion: """
      Reads requests, one a line, such as POST /queue takes, each with ticket.opened_at. A service of its own runs for \
      it, with a clock that goes by those times, and agents take the tickets: so the line, the memory of customers and \
      the watch for incidents are as they would have been. Shows decisions by tier, incidents found, customers who came \
      again, what moved in the line and why, and the longest waits.

      Stories come from a second file: a post a line such as POST /stories takes, with posted_at, or a share such as \
      POST /stories/{id}/shares takes, with at, and with the story's id as story.

      Examples:

        heed replay february.ndjson
        heed replay february.ndjson --agents general=8,senior=3,social-care=2 --handling 6m
        heed replay february.ndjson --forget unresolved_contacts --data replayed
        heed serve --data replayed
      """)

  @Argument(help: "The requests, one a line; - is standard input.")
  var file: String

  @OptionGroup var options: ConfigurationOptions

  @Option(help: "Stories and their shares, one a line.")
  var stories: String?

  @Option(
    help: """
      Who takes the tickets: \(ReplayAgents.rule). Default: as many for all desks as keep up with the busiest day.
      """)
  var agents: ReplayAgents?

  @Option(help: "The time that an agent takes for a ticket, such as 90s or 6m.")
  var handling = DurationOption(seconds: 300)

  @Option(
    help: """
      A field that is left out of the requests, of the ticket or, with a point, of another part: unresolved_contacts, \
      social.accounts. May be given several times.
      """)
  var forget: [String] = []

  @Option(help: "Keep the database in this folder, which has to be empty. Default: it is deleted.")
  var data: String?

  @Flag(help: "Show the results as JSON, with each move.")
  var json = false

  func validate() throws {
    if !(1...43_200).contains(handling.seconds) { throw ValidationError("--handling takes a time from 1s to 12h") }
    if forget.contains(where: { $0.split(separator: ".").isEmpty }) {
      throw ValidationError("--forget takes the name of a field")
    }
  }

  func run() throws {
    let configuration = try Terminal.explaining { try options.load() }
    var input = ReplayInput()
    input.read(requests: try Terminal.read(file), name: file, forgetting: forget)
    if let stories { input.read(stories: try Terminal.read(stories), name: stories) }
    for complaint in input.complaints { Terminal.complain("heed: \(complaint)") }
    let more = input.refused - input.complaints.count
    if more > 0 { Terminal.complain("heed: \(more) more lines are refused") }
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = .warning
      return handler
    }
    var settings = ReplayOptions()
    if let agents { settings.agents = agents }
    settings.handlingSeconds = handling.seconds
    settings.data = data
    let replay = Replay(configuration, input: input, options: settings, logger: Logger(label: "heed"))
    let result = try Terminal.explaining { try Self.wait { try await replay.run(progress: Self.show) } }
    Self.show("")
    for complaint in result.complaints { Terminal.complain("heed: \(complaint)") }
    Terminal.write(json ? ReplayJSON(result).text : ReplayTable(result).text)
    if input.refused > 0 || !result.complaints.isEmpty { throw ExitCode.failure }
  }

  /// Waits for what takes its time, on the main thread, which has nothing else to do.
  private static func wait(
    for work: @escaping @Sendable () async throws -> ReplayResult
  ) throws -> ReplayResult {
    let isDone = DispatchSemaphore(value: 0)
    let outcome = Outcome()
    Task.detached {
      do {
        let result = try await work()
        outcome.result.withLock { $0 = .success(result) }
      } catch {
        outcome.result.withLock { $0 = .failure(error) }
      }
      isDone.signal()
    }
    isDone.wait()
    guard let result = outcome.result.withLock({ $0 }) else { preconditionFailure("it ended without an outcome") }
    return try result.get()
  }

  private final class Outcome: Sendable {
    let result = Mutex<Result<ReplayResult, any Error>?>(nil)
  }

  private static func show(_ progress: Replay.Progress) {
    let day = Date(timeIntervalSince1970: progress.time).formatted(.iso8601)
    show("\(day): \(progress.tickets) of \(progress.all) tickets")
  }

  /// Shows how far it has come, in one line that the next overwrites, if somebody looks.
  private static func show(_ text: String) {
    guard Terminal.isWatched else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }
}

extension ReplayAgents: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}
