public import JSON

extension Badge {
  /// The badge in the schema of shields.io's endpoint badge, version 1.
  ///
  /// - Parameter cacheSeconds: How long it may be shown, in seconds; what is negative counts as 0. shields.io has a least
  ///   time of its own.
  public func json(cacheSeconds: Int) -> [UInt8] {
    let json = JSONWriter(capacity: 256)
    write(cacheSeconds: cacheSeconds, to: json)
    return Array(json.bytes)
  }

  /// Writes what ``json(cacheSeconds:)`` is.
  public func write(cacheSeconds: Int, to json: JSONWriter) {
    json.object {
      json.key("schemaVersion").number(1)
      json.key("label").string(label)
      json.key("message").string(message)
      json.key("color").string("#" + color.light.digits)
      // Members that are not in the schema, and null, would have the whole badge refused.
      if isError { json.key("isError").bool(true) }
      json.key("cacheSeconds").number(max(cacheSeconds, 0))
    }
  }
}
