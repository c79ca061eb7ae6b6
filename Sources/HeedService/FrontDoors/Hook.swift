import FrontDoors
import Queueing

/// A hook that is ready to be called.
struct Hook: Sendable {
  let name: String
  let system: HookSystem
  let action: HookConfiguration.Action
  /// Checks its webhooks; nil: they need an API key.
  let signature: HookSignature?
  let translator: HookTranslator
  let publicURL: String?

  /// The least that a webhook may have of a body, in bytes.
  static let bodyBytes = 1 << 20

  /// - Throws: ``FileError`` where secret or mapping cannot be used.
  init(name: String, _ configuration: HookConfiguration) throws(FileError) {
    self.name = name
    system = configuration.system
    action = configuration.action
    publicURL = configuration.publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    signature = try Self.signature(name, configuration)
    let mapping =
      if let path = configuration.mapping {
        try HookMappingFile(path: path).mapping()
      } else {
        try HookPreset(configuration.system).mapping()
      }
    guard mapping.system == system else {
      throw FileError(
        path: configuration.mapping ?? "",
        problems: [
          FileProblem(
            line: nil, field: "system", found: mapping.system.rawValue,
            expected: "\(system.rawValue), as hooks.\(name).system says")
        ])
    }
    translator = HookTranslator(mapping)
  }

  /// Hooks by name.
  ///
  /// - Throws: ``FileError`` where one of them cannot be used.
  static func all(_ configurations: [String: HookConfiguration]) throws(FileError) -> [String: Hook] {
    var hooks: [String: Hook] = [:]
    for (name, configuration) in configurations { hooks[name] = try Hook(name: name, configuration) }
    return hooks
  }

  private static func signature(
    _ name: String, _ configuration: HookConfiguration
  ) throws(FileError) -> HookSignature? {
    guard let source = configuration.secret else { return nil }
    let secret = try source.load(field: "hooks.\(name).secret")
    if let problem = HookSignature.problem(of: secret) {
      throw FileError(
        path: "configuration",
        problems: [
          FileProblem(line: nil, field: "hooks.\(name).secret", found: problem, expected: "the webhook's secret")
        ])
    }
    return HookSignature(configuration.system, secret: secret, toleranceSeconds: configuration.toleranceSeconds)
  }

  /// What is to be done about a webhook: where tickets are only scored nothing is kept, so that there is nothing to
  /// change later.
  func action(of order: HookOrder) -> HookOrder.Action {
    guard action == .score else { return order.action }
    switch order.action {
    case .enqueue, .score, .update: return order.action == .update ? .ignore : .score
    case .abandon, .complete, .ignore: return .ignore
    }
  }
}
