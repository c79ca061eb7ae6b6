import HTTPWire
import JSON

/// A whole answer. The hot path does not make one: it writes where the server reads.
struct Answer {
  var head: ResponseHead
  var body: [UInt8]
}

extension Answer {
  /// An answer that says what is wrong.
  init(_ problem: Problem) {
    let json = JSONWriter()
    problem.write(to: json)
    self.init(
      head: ResponseHead(problem.httpStatus, contentType: MediaType.problem), body: [UInt8](json.bytes))
  }
}

extension Problem {
  var httpStatus: Status { Status(rawValue: UInt16(status)) }
}
