import TestSupport
import Testing

@testable import HTTPWire

@Suite("Damaged bytes")
struct MutationTests {
  private static let cases = WireCaseTests.all.filter { $0.bytes.count < 500 }

  /// Damaged requests, one after the other on a connection, mean the same however they are cut into arrivals.
  @Test("mean the same in whatever pieces they arrive", arguments: [UInt64.random(in: 0...UInt64.max)])
  func pieces(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3_000 {
      let bytes = damaged(&random)
      let whole = transcript([bytes[...]])
      #expect(transcript(cut(bytes, &random)) == whole, "seed \(seed), bytes \(bytes)")
    }
  }

  private func damaged(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      bytes += MutationTests.cases.randomElement(using: &random)!.bytes
    }
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.insert([0x0A, 0x0D, 0x20, 0x3A, 0x30].randomElement(using: &random)!, at: index)
      case 2: bytes.remove(at: index)
      default: bytes.replaceSubrange(index..., with: bytes[index...].shuffled(using: &random).prefix(40))
      }
      if bytes.isEmpty { bytes = [0x0D] }
    }
    return bytes
  }

  private func cut(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...60, using: &random))
      pieces.append(bytes[start..<end])
      start = end
    }
    return pieces
  }
}
