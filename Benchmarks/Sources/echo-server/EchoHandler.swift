import HTTPServer
import HTTPWire

/// Answers 200 to whatever the server lets through.
final class EchoHandler: RequestHandler {
  func bodyLimit(for head: borrowing RequestHead, from peer: PeerAddress) throws(Refusal) -> Int {
    16 << 20
  }

  func handle(_ request: borrowing Request, respond: inout Responder) {
    if request.head.path.equals("/echo") {
      return respond.send(ResponseHead(.ok, contentType: "text/plain"), body: request.head.fieldLines)
    }
    guard let type = request.head["content-type"], !type.isEmpty else {
      return respond.send(ResponseHead(.ok, contentType: "application/octet-stream"), body: request.body)
    }
    let field = ResponseField("Content-Type", String(decoding: type, as: UTF8.self))
    respond.send(ResponseHead(.ok, fields: [field]), body: request.body)
  }
}
