public import ArgumentParser
public import HeedService
import Queueing

/// Disciplines with commas between them.
struct DisciplineList: ExpressibleByArgument {
  let disciplines: [Discipline]

  init?(argument: String) {
    let found = argument.split(separator: ",", omittingEmptySubsequences: false).map {
      Discipline(rawValue: String($0))
    }
    if found.contains(nil) { return nil }
    disciplines = found.compactMap(\.self)
  }
}

/// A time such as 90s, 6m or 1h.
struct DurationOption: ExpressibleByArgument, CustomStringConvertible {
  let seconds: Double

  init(seconds: Double) {
    self.seconds = seconds
  }

  init?(argument: String) {
    guard let seconds = HeedService.seconds(spoken: argument) else { return nil }
    self.seconds = seconds
  }

  var description: String { seconds.truncatingRemainder(dividingBy: 60) == 0 ? "\(Int(seconds / 60))m" : "\(seconds)s" }
}

/// A time of day such as 12:00.
struct TimeOfDayOption: ExpressibleByArgument, CustomStringConvertible {
  let seconds: Double

  init(seconds: Double) {
    self.seconds = seconds
  }

  init?(argument: String) {
    guard let seconds = AgentsOption.timeOfDay(argument) else { return nil }
    self.seconds = seconds
  }

  var description: String {
    let minutes = Int(seconds / 60)
    return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
  }
}

/// Values by tier or desk with commas between them.
struct NamedValueList: ExpressibleByArgument, CustomStringConvertible {
  let values: [NamedValue]

  init() {
    values = []
  }

  init?(argument: String) {
    guard let values = NamedValue.list(argument) else { return nil }
    self.values = values
  }

  var description: String { "" }
}

extension AgentsOption: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}
