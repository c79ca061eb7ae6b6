import Foundation
import FrontDoors
import Yams

/// A mapping of webhooks in YAML: a file of the company's own, or one that comes with Heed (``HookPreset``).
struct HookMappingFile {
  private let path: String

  init(path: String) { self.path = path }

  /// What the file says.
  ///
  /// - Throws: ``FileError`` with all its mistakes.
  func mapping() throws(FileError) -> HookMapping {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw FileError(
        path: path,
        problems: [
          FileProblem(line: nil, field: "", found: FileReason.reading(path), expected: "a mapping of webhooks in YAML")
        ])
    }
    return try Self.read(String(decoding: data, as: UTF8.self), path: path)
  }

  /// Reads a mapping from the text of a file.
  static func read(_ text: String, path: String) throws(FileError) -> HookMapping {
    var mapping = HookMapping(system: .generic)
    try YAMLReport.read(text, path: path) { fields, _ in
      fields.choice("system", into: &mapping.system)
      // Whatever brings a webhook without a word on events, brings a ticket.
      if !fields.has("events") { mapping.events.others = .enqueue }
      fields.fields("events") { events(&$0, into: &mapping.events) }
      mapping.conditions = fields.list("when") { condition(&$0) } ?? []
      mapping.delivery = HookRuleField("delivery", &fields).rule ?? HookRule()
      for group in Self.groups { read(group, "", &fields, into: &mapping) }
      if mapping.fields[.ticketID] == nil {
        fields.wrong("ticket", expected: "the path of the ticket's id, as ticket: {id: …}")
      }
    }
    return mapping
  }

  private static let groups = ["ticket", "customer", "social"]

  /// Reads the fields of an object of Heed's requests, and the objects in it.
  private static func read(
    _ name: String, _ prefix: String, _ fields: inout YAMLFields, into mapping: inout HookMapping
  ) {
    let path = prefix + name + "."
    fields.fields(name) { inner in
      var objects: [String] = []
      for field in HookField.allCases where field.rawValue.hasPrefix(path) {
        let rest = field.rawValue.dropFirst(path.count).split(separator: ".").map(String.init)
        if rest.count == 1 {
          mapping.fields[field] = HookRuleField(rest[0], &inner, field.problem).rule
        } else if !objects.contains(rest[0]) {
          objects.append(rest[0])
        }
      }
      for object in objects { read(object, path, &inner, into: &mapping) }
      if path == "social." { mapping.accounts = inner.list("accounts") { account(&$0) } ?? [] }
    }
  }

  private static func account(_ fields: inout YAMLFields) -> [HookAccountField: HookRule] {
    var account: [HookAccountField: HookRule] = [:]
    for field in HookAccountField.allCases {
      account[field] = HookRuleField(field.rawValue, &fields, field.problem).rule
    }
    if account[.network] == nil { fields.wrong("network", expected: "the network, such as {constant: twitter}") }
    return account
  }

  private static func events(_ fields: inout YAMLFields, into events: inout HookEvents) {
    events.at = HookRuleField("at", &fields).rule ?? HookRule()
    fields.choice("else", into: &events.others)
    fields.fields("do") { actions in
      for name in actions.keys {
        var action = HookOrder.Action.ignore
        actions.choice(name, into: &action)
        events.actions[name.lowercased()] = action
      }
    }
    if events.at.sources.isEmpty, !events.actions.isEmpty {
      fields.wrong("at", expected: "the path of the event's name")
    }
  }

  private static func condition(_ fields: inout YAMLFields) -> HookCondition {
    var (names, action, reason) = ([String](), HookOrder.Action.ignore, "")
    fields.strings("events", into: &names)
    let paths = HookRuleField.paths("at", &fields)
    var (isOneOf, isNot) = ([String](), [String]())
    fields.strings("is", into: &isOneOf)
    fields.strings("is_not", into: &isNot)
    fields.choice("do", into: &action)
    fields.string("because", into: &reason)
    if !fields.has("do") { fields.wrong("do", expected: "what is done: \(actionNames)") }
    if isOneOf.isEmpty, isNot.isEmpty { fields.wrong("is", expected: "a list of values, here or as is_not") }
    if paths.isEmpty { fields.wrong("at", expected: HookRuleField.expectedPath) }
    return HookCondition(
      events: names, at: paths, isOneOf: isOneOf, isNot: isNot, action: action, reason: reason.isEmpty ? nil : reason)
  }

  static var actionNames: String { HookOrder.Action.allCases.map(\.rawValue).joined(separator: ", ") }
}
