import CResources

// Files within the program, as Swift has them.
extension [UInt8] {
  init(_ resource: cresource) {
    self.init(UnsafeBufferPointer(start: resource.bytes, count: resource.count))
  }
}

extension String {
  /// - Parameter resource: text in UTF-8.
  init(_ resource: cresource) {
    self.init(decoding: UnsafeBufferPointer(start: resource.bytes, count: resource.count), as: UTF8.self)
  }
}
