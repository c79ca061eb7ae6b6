import Foundation

/// Command lines as text for whoever wants to repeat them.
enum CommandText {
  /// The one that is running.
  static var own: String { "heed \(CommandLine.arguments.dropFirst().map(quoted).joined(separator: " "))" }

  /// An argument as a shell takes it.
  private static func quoted(_ argument: String) -> String {
    let isPlain = !argument.isEmpty && argument.allSatisfy { $0.isLetter || $0.isNumber || "-_=+,.:/".contains($0) }
    return isPlain ? argument : "'\(argument.replacingOccurrences(of: "'", with: "'\\''"))'"
  }
}
