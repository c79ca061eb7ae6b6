/// Mappings that come with Heed, within the program: the files of `config/mappings/`.
public enum ImportPreset: String, CaseIterable, Sendable {
  case salesforce, hubspot, zendesk

  /// The file's text, to begin a mapping of one's own from.
  public var text: String {
    let bytes =
      switch self {
      case .salesforce: PackageResources.salesforce_yaml
      case .hubspot: PackageResources.hubspot_yaml
      case .zendesk: PackageResources.zendesk_yaml
      }
    return String(decoding: bytes, as: UTF8.self)
  }

  func mapping() throws(FileError) -> ImportMapping {
    try ImportMappingFile.read(text, path: rawValue)
  }
}
