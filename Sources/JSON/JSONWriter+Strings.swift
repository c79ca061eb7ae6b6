extension JSONWriter {
  /// Writes a string with the escapes that it needs.
  public func string(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ string(utf8: $0) }) == nil {
      ContiguousArray(text.utf8).withUnsafeBufferPointer { string(utf8: $0) }
    }
  }

  /// Writes a string with the escapes that it needs.
  ///
  /// - Parameter utf8: Valid UTF-8.
  public func string(utf8: UnsafeBufferPointer<UInt8>) {
    separate(room: 0)
    append(room: JSONPen.escapedRoom * utf8.count + 2) { pen in
      pen.put(UInt8(ascii: "\""))
      pen.write(utf8: utf8)
      pen.put(UInt8(ascii: "\""))
    }
  }

  /// Writes a string of a parsed document.
  public func string(_ text: JSONText) {
    string(utf8: text.utf8)
  }
}
