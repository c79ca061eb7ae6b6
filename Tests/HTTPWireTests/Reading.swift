@testable import HTTPWire

/// All that a request was read as, byte for byte.
struct Reading: Equatable {
  struct Field: Equatable {
    var name: [UInt8]
    var value: [UInt8]
  }

  var method: Method
  var target: [UInt8]
  var minorVersion: Int
  var fields: [Field]
  var body: [UInt8]
}

extension Reading {
  init(_ head: borrowing RequestHead, _ body: UnsafeRawBufferPointer) {
    self.init(
      method: head.method, target: Array(head.target), minorVersion: head.minorVersion,
      fields: [], body: Array(body))
    for index in 0..<head.fieldCount {
      let (name, value) = head.field(at: index)
      fields.append(Field(name: Array(name), value: Array(value)))
    }
  }
}
