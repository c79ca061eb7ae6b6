/// The version of the program.
public enum HeedVersion {
  /// Semantic version.
  public static let current = "0.1.0"
}
