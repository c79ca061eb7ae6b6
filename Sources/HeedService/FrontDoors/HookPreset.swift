public import FrontDoors

/// Mappings of webhooks that come with Heed, within the program: the files of `config/hooks/`.
public struct HookPreset: Sendable {
  public let system: HookSystem

  public init(_ system: HookSystem) {
    self.system = system
  }

  /// The file's text, to begin a mapping of one's own from.
  public var text: String {
    let bytes =
      switch system {
      case .chatwoot: PackageResources.hook_chatwoot_yaml
      case .zammad: PackageResources.hook_zammad_yaml
      case .zendesk: PackageResources.hook_zendesk_yaml
      case .twilio: PackageResources.hook_twilio_yaml
      case .requestTracker: PackageResources.hook_request_tracker_yaml
      case .generic: PackageResources.hook_generic_yaml
      }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What the file says; the tests see to it that this throws nothing.
  func mapping() throws(FileError) -> HookMapping {
    try HookMappingFile.read(text, path: "hooks/\(system.rawValue).yaml")
  }
}
