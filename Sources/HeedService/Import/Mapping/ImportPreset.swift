import CResources

/// Mappings that come with Heed, within the program: the files of `config/mappings/`.
public enum ImportPreset: String, CaseIterable, Sendable {
  case salesforce, hubspot, zendesk

  /// The file's text, to begin a mapping of one's own from.
  public var text: String {
    switch self {
    case .salesforce: String(cresource_import_salesforce())
    case .hubspot: String(cresource_import_hubspot())
    case .zendesk: String(cresource_import_zendesk())
    }
  }

  func mapping() throws(FileError) -> ImportMapping {
    try ImportMappingFile.read(text, path: rawValue)
  }
}
