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
    guard route.has(head.method) else {
      var answer = Answer(
        Problem(
          kind: .methodNotAllowed, status: 405,
          detail: "\(route.path) does not have \(head.method.rawValue), only \(route.allow)"))
      answer.head.fields.append(ResponseField("Allow", route.allow))
      return answer
    }
    switch route.body(of: head.method) {
    case .none: return nil
    case .optional: return head.hasBody ? unsupportedMediaType(head, route) : nil
    case .required: return head.hasBody ? unsupportedMediaType(head, route) : missingBody(route)
    }
  }

  private func options(_ head: borrowing RequestHead, _ route: Route) -> Answer? {
    let isServer = head.path.isEmpty
    if route == .unknown, !isServer { return nil }
    let allow = isServer ? Method.allCases.map(\.rawValue).joined(separator: ", ") : route.allow
    return Answer(head: ResponseHead(.noContent, fields: [ResponseField("Allow", allow)]), body: [])
  }

  private func missingBody(_ route: Route) -> Answer {
    Answer(
      Problem(
        kind: .httpRefused, status: 411,
        detail: "\(route.path) needs a body, with Content-Length or Transfer-Encoding: chunked"))
  }

  private func unsupportedMediaType(_ head: borrowing RequestHead, _ route: Route) -> Answer? {
    if route.takesAnyMediaType { return nil }
    let type = head["content-type"]
    if route == .importCustomers { return MediaType.isTable(type) || MediaType.isLines(type) ? nil : refused(route) }
    if MediaType.isJSON(type) || route.takesBatch && MediaType.isLines(type)
      || (route == .ticket || route == .customer) && MediaType.isMergePatch(type)
    {
      return nil
    }
    return refused(route)
  }

  private func refused(_ route: Route) -> Answer {
    var answer = Answer(
      Problem(
        kind: .unsupportedMediaType, status: 415,
        detail: "\(route.path) reads \(route.mediaTypes); with curl add -H 'Content-Type: application/json'"))
    answer.head.fields.append(ResponseField("Accept", route.mediaTypes))
    return answer
  }
}

extension RequestHead {
  /// Whether the request has a body, or says that it has an empty one.
  fileprivate var hasBody: Bool { contentLength != 0 || self["content-length"] != nil }
}
