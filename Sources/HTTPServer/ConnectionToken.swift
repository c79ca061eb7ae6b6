/// Names a connection of a reactor. A slot is used again, but with another generation, so that what was meant for the
/// connection before does not reach the next one.
struct ConnectionToken: Equatable {
  let slot: UInt32
  let generation: UInt32

  init(slot: UInt32, generation: UInt32) {
    self.slot = slot
    self.generation = generation
  }

  /// From the number an event carries.
  init(_ number: UInt64) {
    slot = UInt32(truncatingIfNeeded: number)
    generation = UInt32(truncatingIfNeeded: number >> 32)
  }

  var number: UInt64 { UInt64(generation) << 32 | UInt64(slot) }
}
