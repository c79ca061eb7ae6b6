import Testing

@testable import HTTPWire

@Suite("Memory that connections share")
struct BufferPoolTests {
  @Test("what was given back is taken again", arguments: [1, 1_024, 1_025, 4_096, 16_384, 65_536])
  func again(size: Int) {
    let pool = BufferPool()
    let first = pool.take(size)
    #expect(first.count >= size)
    pool.give(first)
    #expect(pool.take(size).baseAddress == first.baseAddress)
    let second = pool.take(size)
    #expect(second.baseAddress != first.baseAddress)
    pool.give(second)
    pool.give(first)
  }

  @Test("blocks are what they were asked for, and do not overlap")
  func apart() {
    let pool = BufferPool()
    var random = SystemRandomNumberGenerator()
    var held: [(block: UnsafeMutableRawBufferPointer, mark: UInt8)] = []
    for round in 0..<2_000 {
      if held.count > 20 || (!held.isEmpty && Bool.random(using: &random)) {
        let (block, mark) = held.remove(at: Int.random(in: held.indices, using: &random))
        #expect(block.allSatisfy { $0 == mark })
        pool.give(block)
      } else {
        let size = Int.random(in: 1...100_000, using: &random)
        let block = pool.take(size)
        #expect(block.count >= size)
        let mark = UInt8(truncatingIfNeeded: round)
        block.initializeMemory(as: UInt8.self, repeating: mark)
        held.append((block, mark))
      }
    }
    for (block, _) in held { pool.give(block) }
  }

  @Test("a machine holds no memory between requests, and takes what another gave back")
  func machines() {
    let pool = BufferPool()
    let limits = ConnectionLimits()
    var used: Set<UnsafeMutableRawPointer?> = []
    for _ in 0..<50 {
      var machine = ConnectionMachine(policy: ConnectionPolicy(limits), pool: pool)
      machine.open(now: 0)
      for _ in 0..<3 {
        let room = machine.room()
        used.insert(room.baseAddress)
        let request = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        room.copyBytes(from: request)
        machine.received(request.count, now: 0)
        #expect(machine.next(now: 0) == .dispatch)
        machine.answer(ResponseHead(.ok), body: UnsafeRawBufferPointer(start: nil, count: 0), date: DateLine(), now: 0)
        #expect(machine.next(now: 0) == .wait)
        machine.sent(machine.output.count, now: 0)
        machine.rest()
      }
    }
    #expect(used.count == 1)
  }
}
