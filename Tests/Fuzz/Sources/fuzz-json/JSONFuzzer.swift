import FuzzSupport
import JSON

// libFuzzer calls on one thread only.
nonisolated(unsafe) private let parser = JSONParser(maximumDepth: 64, duplicateKeys: .allowed)
nonisolated(unsafe) private let strictParser = JSONParser(maximumDepth: 64)
nonisolated(unsafe) private let secondParser = JSONParser(maximumDepth: 64, duplicateKeys: .allowed)
nonisolated(unsafe) private let writer = JSONWriter()

/// A document is refused with its place, or walked, written, and read again as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeRawBufferPointer(start: start, count: count)
  // Memory that ends with the padding, where reading on is an error.
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count + JSONParser.padding, alignment: 1)
  defer { memory.deallocate() }
  memory.initializeMemory(as: UInt8.self, repeating: 0x22)
  memory.copyMemory(from: input)
  let document = UnsafeRawBufferPointer(rebasing: memory[..<count])
  do throws(JSONError) {
    let value = try parser.parse(document)
    writer.removeAll()
    write(value)
    check(value)
  } catch {
    require((0...count).contains(error.offset) && error.line >= 1 && error.column >= 1, "\(error)")
  }
  checkDuplicates(document)
  return 0
}

/// What is refused for a key that is there twice is refused for nothing else.
private func checkDuplicates(_ document: UnsafeRawBufferPointer) {
  do throws(JSONError) {
    _ = try strictParser.parse(document)
  } catch {
    require((0...document.count).contains(error.offset), "\(error)")
  }
}

/// Reads again what was written.
private func check(_ value: JSONValue) {
  do throws(JSONError) {
    let again = try secondParser.parse(copying: writer.bytes)
    require(isSame(value, again), "read again: \(String(decoding: writer.bytes, as: UTF8.self))")
  } catch {
    fatalError("\(error) in \(String(decoding: writer.bytes, as: UTF8.self))")
  }
}

private func write(_ value: JSONValue) {
  switch value.kind {
  case .null: writer.null()
  case .bool: writer.bool(value.bool!)
  case .integer: writer.number(value.int!)
  case .unsigned: writer.number(value.unsigned!)
  case .double: writer.number(value.double!)
  case .string: writer.string(value.text!)
  case .array: writer.array { for element in value.array! { write(element) } }
  case .object:
    writer.object {
      for member in value.object! {
        _ = writer.key(escaping: String(member.key))
        write(member.value)
      }
    }
  }
}

private func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
  switch left.kind {
  case .null: right.isNull
  case .bool: right.bool == left.bool
  case .integer: right.int == left.int
  case .unsigned: right.unsigned == left.unsigned
  // A whole double may come back as an integer.
  case .double: right.double == left.double
  case .string: right.string == left.string
  case .array:
    left.count == right.count && zip(left.array!, right.array!).allSatisfy { isSame($0, $1) }
  case .object:
    left.count == right.count
      && zip(left.object!, right.object!).allSatisfy { String($0.key) == String($1.key) && isSame($0.value, $1.value) }
  }
}
