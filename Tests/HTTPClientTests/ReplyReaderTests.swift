import TestSupport
import Testing

@testable import HTTPClient

@Suite("Answers in pieces")
struct ReplyReaderTests {
  private static let answers = [
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nA: b\r\n\r\nhello",
    "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 500 Oh no\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 200\r\nTransfer-Encoding: Chunked\r\n\r\n1\r\nh\r\n004;a=b\r\nello\r\n0\r\nX: y\r\n\r\n",
    "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
    "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
  ]

  private static func read(_ pieces: [ArraySlice<UInt8>]) throws -> ReplyReader {
    var reader = ReplyReader(method: "POST", mostBodyBytes: 100)
    for piece in pieces { try reader.take(Array(piece)) }
    return reader
  }

  @Test("are the same whole, byte by byte and in any others", arguments: answers)
  func pieces(_ answer: String) throws {
    let bytes = Array(answer.utf8)
    let whole = try Self.read([bytes[...]])
    #expect(whole.isDone && whole.reply.body == Array("hello".utf8) && whole.reply.status >= 200)
    #expect(try Self.read(bytes.indices.map { bytes[$0...$0] }).reply == whole.reply)
    var generator = SeededGenerator()
    for _ in 0..<200 {
      let cuts = [0, bytes.count] + (0..<3).map { _ in Int.random(in: 0...bytes.count, using: &generator) }
      let sorted = cuts.sorted()
      let reader = try Self.read(zip(sorted, sorted.dropFirst()).map { bytes[$0..<$1] })
      #expect(reader.isDone && reader.reply == whole.reply, "\(generator), \(sorted)")
    }
  }

  @Test("are not done anywhere before their end", arguments: answers)
  func truncated(_ answer: String) throws {
    let bytes = Array(answer.utf8)
    for count in 0..<bytes.count {
      var reader = try Self.read([bytes[..<count]])
      #expect(!reader.isDone, "\(count)")
      #expect(throws: ReplyReader.Fault.halfway, "\(count)") { try reader.end(isClean: true) }
    }
  }

  @Test("are read or refused, whatever they are, and never more than there is room for")
  func garbage() throws {
    var generator = SeededGenerator()
    var (done, refused) = (0, 0)
    for _ in 0..<20_000 {
      var bytes = Array(Self.answers[Int.random(in: 0..<Self.answers.count, using: &generator)].utf8)
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: index)
        default: bytes.remove(at: index)
        }
      }
      do {
        var reader = try Self.read([bytes[...]])
        try reader.end(isClean: true)
        done += 1
        let reply = reader.reply
        #expect(reader.isDone && reply.body.count <= 100 && (200...999).contains(reply.status), "\(generator) \(bytes)")
      } catch is ReplyReader.Fault {
        refused += 1
      }
    }
    #expect(done > 1000 && refused > 1000, "\(generator)")
  }
}
