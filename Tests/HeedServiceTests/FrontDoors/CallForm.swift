import FrontDoors
import TestSupport
import Testing

@testable import HeedService

/// One of the resources that answer telephony, and how to read its answers.
struct CallForm: Sendable, CustomTestStringConvertible {
  let path: String
  let dialect: Dialect

  static let all = [
    CallForm(path: "/score.txt", dialect: .text), CallForm(path: "/score.form", dialect: .form),
    CallForm(path: "/score.xml", dialect: .httapi),
  ]

  var testDescription: String { path }

  nonisolated(unsafe) private static let document =
    #/<document type="xml/freeswitch-httapi"><variables><cc_base_score>(-?\d+)<.*<work><break/></work></document>\n/#

  /// The seconds ahead that an answer tells, as those who read such answers find them; nil where there are none.
  func seconds(_ body: String) -> Int? {
    switch dialect {
    case .text: body.hasSuffix("\n") ? Int(body.dropLast()) : nil
    case .form: body.split(separator: "&").first { $0.hasPrefix("seconds=") }.flatMap { Int($0.dropFirst(8)) }
    case .httapi:
      body.wholeMatch(of: Self.document).flatMap { Int($0.output.1) }
    }
  }
}

extension QueueService {
  /// Posts a form as it is, with no field but these.
  func call(
    _ path: String, form: String, fields: [(String, String)] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Client.Answer {
    try #require(
      running.client.request("POST", path, fields: fields, body: Array(form.utf8)), sourceLocation: sourceLocation)
  }
}
