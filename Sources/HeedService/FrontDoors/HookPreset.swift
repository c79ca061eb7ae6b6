import CResources
public import FrontDoors

/// Mappings of webhooks that come with Heed, within the program: the files of `config/hooks/`.
public struct HookPreset: Sendable {
  public let system: HookSystem

  public init(_ system: HookSystem) {
    self.system = system
  }

  /// The file's text, to begin a mapping of one's own from.
  public var text: String {
    switch system {
    case .chatwoot: String(cresource_hook_chatwoot())
    case .zammad: String(cresource_hook_zammad())
    case .zendesk: String(cresource_hook_zendesk())
    case .twilio: String(cresource_hook_twilio())
    case .requestTracker: String(cresource_hook_request_tracker())
    case .generic: String(cresource_hook_generic())
    }
  }

  /// What the file says; the tests see to it that this throws nothing.
  func mapping() throws(FileError) -> HookMapping {
    try HookMappingFile.read(text, path: "hooks/\(system.rawValue).yaml")
  }
}
