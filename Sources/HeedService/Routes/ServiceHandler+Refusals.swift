import HTTPServer
import HTTPWire

extension ServiceHandler {
  /// The answer to a request that its route does not take: an unknown path, another method, a body of another kind.
  func refusal(of head: borrowing RequestHead, _ route: Route) -> Answer? {
    if head.method == .options { return options(head, route) }
    if route == .unknown {
      let path = String(decoding: head.path.prefix(100), as: UTF8.self)
      return Answer(Problem(kind: .notFound, status: 404, detail: "there is nothing at \(path); see /openapi.yaml"))
    }
    let isAllowed = route.takesBody ? head.method == .post : head.method == .get || head.method == .head
    if !isAllowed {
      var answer = Answer(
        Problem(
          kind: .methodNotAllowed, status: 405,
          detail: "\(route.path) does not have \(head.method.rawValue), only \(route.allow)"))
      answer.head.fields.append(ResponseField("Allow", route.allow))
      return answer
    }
    return route.takesBody ? unsupportedBody(head, route) : nil
  }

  private func options(_ head: borrowing RequestHead, _ route: Route) -> Answer? {
    let isServer = head.path.isEmpty
    if route == .unknown, !isServer { return nil }
    let allow = isServer ? "GET, HEAD, POST, OPTIONS" : route.allow
    return Answer(head: ResponseHead(.noContent, fields: [ResponseField("Allow", allow)]), body: [])
  }

  private func unsupportedBody(_ head: borrowing RequestHead, _ route: Route) -> Answer? {
    if head.contentLength == 0, head["content-length"] == nil {
      return Answer(
        Problem(
          kind: .httpRefused, status: 411,
          detail: "\(route.path) needs a body, with Content-Length or Transfer-Encoding: chunked"))
    }
    let isBatch = route == .batch
    if MediaType.isJSON(head["content-type"]) || isBatch && MediaType.isLines(head["content-type"]) { return nil }
    let accepted = isBatch ? "application/json, application/x-ndjson" : "application/json"
    var answer = Answer(
      Problem(
        kind: .unsupportedMediaType, status: 415,
        detail: "\(route.path) reads \(accepted); with curl add -H 'Content-Type: application/json'"))
    answer.head.fields.append(ResponseField("Accept", accepted))
    return answer
  }
}
