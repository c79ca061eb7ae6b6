/// Writes JSON into a byte buffer that it keeps from one document to the next. One per thread.
///
/// Commas need no thought: a key or value looks at the last byte written and puts one where it belongs. What is balanced
/// is the caller's matter, most easily with `object` and `array`, which close what they open.
///
///     writer.object {
///       writer.key("ticket").string(id)
///       writer.key("score").number(38.8, decimals: 1)
///     }
public final class JSONWriter {
  // Exclusive access holds without being checked at run time: no method gives these out while it changes them.
  @exclusivity(unchecked) @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) @usableFromInline var capacity: Int

  @exclusivity(unchecked) @usableFromInline var length = 0

  /// Makes a writer with room for `capacity` bytes; it grows by doubling.
  public init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    base = .allocate(capacity: self.capacity)
  }

  deinit {
    base.deallocate()
  }

  /// How many bytes have been written.
  @inlinable
  public var count: Int { length }

  /// What has been written; valid until the next call that writes.
  @inlinable
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// Calls the body with what has been written.
  @inlinable
  public func withUnsafeBytes<Result, Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(bytes)
  }

  /// Forgets what has been written and keeps the memory.
  public func removeAll() {
    length = 0
  }

  /// Makes room for `count` more bytes.
  @inlinable
  public func reserve(_ count: Int) {
    if capacity - self.count < count { grow(count) }
  }

  @inline(never)
  @usableFromInline
  func grow(_ needed: Int) {
    let larger = max(2 * capacity, count + needed)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }
}

extension JSONWriter {
  /// Appends a literal as it is: whole values, or keys and punctuation. What follows puts its own comma, so do not end
  /// in white space.
  @inlinable
  public func raw(_ literal: StaticString) {
    raw(UnsafeRawBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends bytes as they are, without a comma before them.
  @inlinable
  public func raw(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
    reserve(bytes.count)
    UnsafeMutableRawPointer(base + count).copyMemory(from: source, byteCount: bytes.count)
    length += bytes.count
  }

  /// Appends a byte for which there is room.
  @inlinable
  @inline(__always)
  func put(_ byte: UInt8) {
    base[count] = byte
    length &+= 1
  }

  /// Puts the comma that a key or value needs after another, and makes room for `room` bytes besides.
  @inlinable
  @inline(__always)
  func separate(room: Int) {
    reserve(room &+ 1)
    guard count > 0 else { return }
    switch base[count &- 1] {
    // None of these ends a value. A line feed ends a line of NDJSON, or the head of a message.
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "\n"): break
    default: put(UInt8(ascii: ","))
    }
  }
}

extension JSONWriter {
  /// Writes an object, whose members the body writes.
  @inlinable
  public func object<Failure>(_ members: () throws(Failure) -> Void) throws(Failure) {
    beginObject()
    try members()
    endObject()
  }

  /// Writes an array, whose elements the body writes.
  @inlinable
  public func array<Failure>(_ elements: () throws(Failure) -> Void) throws(Failure) {
    beginArray()
    try elements()
    endArray()
  }

  /// Opens an object.
  @inlinable
  public func beginObject() {
    separate(room: 1)
    put(UInt8(ascii: "{"))
  }

  /// Closes an object.
  @inlinable
  public func endObject() {
    reserve(1)
    put(UInt8(ascii: "}"))
  }

  /// Opens an array.
  @inlinable
  public func beginArray() {
    separate(room: 1)
    put(UInt8(ascii: "["))
  }

  /// Closes an array.
  @inlinable
  public func endArray() {
    reserve(1)
    put(UInt8(ascii: "]"))
  }

  /// Writes a member's key, in which nothing needs an escape; its value is to follow. Returns the writer.
  @inlinable
  @discardableResult
  public func key(_ name: StaticString) -> JSONWriter {
    let nameLength = name.utf8CodeUnitCount
    separate(room: nameLength &+ 3)
    put(UInt8(ascii: "\""))
    UnsafeMutableRawPointer(base + count).copyMemory(from: name.utf8Start, byteCount: nameLength)
    length &+= nameLength
    put(UInt8(ascii: "\""))
    put(UInt8(ascii: ":"))
    return self
  }

  /// Writes a member's key with the escapes that it needs; its value is to follow. Returns the writer.
  @discardableResult
  public func key(escaping name: String) -> JSONWriter {
    string(name)
    reserve(1)
    put(UInt8(ascii: ":"))
    return self
  }
}
