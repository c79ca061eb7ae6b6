import Foundation
import Queueing
import Yams

/// A mapping that somebody keeps in a YAML file beside the log.
public struct LogMappingFile: Sendable {
  private let path: String

  public init(path: String) { self.path = path }

  /// What the file says.
  ///
  /// - Throws: ``FileError`` with all its mistakes.
  public func mapping() throws(FileError) -> LogMapping {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw FileError(
        path: path,
        problems: [FileProblem(line: nil, field: "", found: FileReason.reading(path), expected: "a mapping in YAML")])
    }
    var mapping = LogMapping()
    try YAMLReport.read(String(decoding: data, as: UTF8.self), path: path) { fields, _ in
      fields.fields("columns") { Self.columns(&$0, &mapping) }
      var (served, abandoned): ([String], [String]) = ([], [])
      fields.strings("served", into: &served)
      fields.strings("abandoned", into: &abandoned)
      (mapping.served, mapping.abandoned) = (Set(served), Set(abandoned))
      fields.fields("drop") { drop in
        for column in drop.keys {
          var values: [String] = []
          drop.strings(column, into: &values)
          mapping.dropped[column] = Set(values)
        }
      }
      fields.fields("tiers") { tiers in
        for tier in tiers.keys { tiers.fields(tier) { mapping.tiers[tier] = Self.tier(&$0) } }
      }
      mapping.handlingSeconds = Self.seconds("handling", &fields, default: mapping.handlingSeconds, isZeroFine: false)
    }
    return mapping
  }

  private static func columns(_ fields: inout YAMLFields, _ mapping: inout LogMapping) {
    for fact in LogMapping.Fact.allCases where fields.has(fact.rawValue) {
      var column = ""
      fields.string(fact.rawValue, into: &column)
      mapping.columns[fact] = column.split(separator: "|").map { String($0).trimmed }
    }
  }

  private static func tier(_ fields: inout YAMLFields) -> PastTier {
    let usual = PastTier()
    return PastTier(
      promiseSeconds: seconds("promise", &fields, default: usual.promiseSeconds, isZeroFine: false),
      headStartSeconds: seconds("head_start", &fields, default: usual.headStartSeconds, isZeroFine: true))
  }

  private static func seconds(
    _ key: String, _ fields: inout YAMLFields, default usual: Double, isZeroFine: Bool
  ) -> Double {
    guard fields.has(key) else { return usual }
    var text = ""
    fields.string(key, into: &text)
    guard let value = HeedService.seconds(spoken: text), value > 0 || isZeroFine else {
      fields.wrong(key, expected: "a time such as 90s or 5m")
      return usual
    }
    return value
  }
}
