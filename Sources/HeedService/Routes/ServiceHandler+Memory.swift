import HTTPServer
import HTTPWire
import JSON
import Scoring
import Storage

/// The routes of customers, stories, outcomes and decisions: like those of the queue, what a request says is read here, and
/// what it asks for is done on the queue's threads.
extension ServiceHandler {
  /// - Returns: whether the request was one that changes something.
  func remember(
    _ request: borrowing HTTPServer.Request, _ queue: TicketQueue, _ exchange: Exchange, _ respond: inout Responder
  ) throws -> Bool {
    let route = exchange.route
    switch (route, request.head.method) {
    case (.customer, .put): change(try customer(request, queue), queue, exchange, &respond)
    case (.customer, .patch):
      let command = PatchCustomerCommand(
        id: try route.name(in: request.head.path), body: [UInt8](request.body), condition: condition(request.head),
        setting: setting(request, queue))
      change(command, queue, exchange, &respond)
    case (.customer, .delete): try erase(request, queue, exchange, &respond)
    case (.account, .put): change(try account(request, queue), queue, exchange, &respond)
    case (.account, .delete):
      let (id, identity) = try accountPath(request.head)
      let command = RemoveAccountCommand(
        id: id, identity: identity, condition: condition(request.head), setting: setting(request, queue))
      change(command, queue, exchange, &respond)
    case (.purchases, .post): change(try purchase(request, queue), queue, exchange, &respond)
    case (.accounts, .post): accounts(request, queue, exchange, &respond)
    case (.importCustomers, .post):
      try importCustomers(request, queue, setting: setting(request, queue), exchange, &respond)
    case (.stories, .post): change(try story(request), queue, exchange, &respond)
    case (.story, .delete):
      change(RemoveStoryCommand(id: try route.name(in: request.head.path)), queue, exchange, &respond)
    case (.shares, .post): try shares(request, queue, exchange, &respond)
    case (.outcome, .post): change(try outcome(request, queue), queue, exchange, &respond)
    default: return false
    }
    return true
  }

  private func condition(_ head: borrowing RequestHead) -> String? {
    head["if-match"].map { String(decoding: $0, as: UTF8.self) }
  }

  private func setting(_ request: borrowing HTTPServer.Request, _ queue: TicketQueue) -> CustomerSetting {
    refreshPolicy()
    return CustomerSetting(
      now: now(request.time), zeroCounts: policy.zeroCounts, keptCounts: queue.memory.keptCounts)
  }

  private func customer(
    _ request: borrowing HTTPServer.Request, _ queue: TicketQueue
  ) throws -> PutCustomerCommand {
    let id = try Self.name(Route.customer.name(in: request.head.path))
    let document = try customers.document(try parser.parse(request.body))
    return PutCustomerCommand(
      id: id, document: document, warnings: customers.warnings, condition: condition(request.head),
      setting: setting(request, queue))
  }

  /// A name in a path, which is to be such as one in a body.
  private static func name(_ id: String) throws -> String {
    guard (1...128).contains(id.unicodeScalars.count), id.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw RefusedBody(
        problem: Problem([
          FieldProblem(
            pointer: "", detail: "expected an id of 1 to 128 characters without control characters in the path")
        ]))
    }
    return id
  }

  private func erase(
    _ request: borrowing HTTPServer.Request, _ queue: TicketQueue, _ exchange: Exchange, _ respond: inout Responder
  ) throws {
    refreshPolicy()
    let erasure = CustomerErasure(
      id: try Route.customer.name(in: request.head.path), policy: policy, now: service.fixedTime)
    let response = respond.defer()
    let (writer, reader) = (service.queueShards.writer, service.queueShards.reader)
    erasure.carryOut(in: queue) { answer, isFromReader in
      Self.complete(response, answer, exchange, isFromReader ? reader : writer)
    }
  }

  private func purchase(_ request: borrowing HTTPServer.Request, _ queue: TicketQueue) throws -> PurchaseCommand {
    var decoder = CustomerRequestDecoder()
    let purchase = try decoder.purchase(try parser.parse(request.body), now: now(request.time))
    return PurchaseCommand(
      id: try Self.name(Route.purchases.name(in: request.head.path)), purchase: purchase,
      condition: condition(request.head), setting: setting(request, queue))
  }

  private func outcome(_ request: borrowing HTTPServer.Request, _ queue: TicketQueue) throws -> OutcomeCommand {
    var decoder = OutcomeRequestDecoder()
    let setting = setting(request, queue)
    let outcome = try decoder.outcome(try parser.parse(request.body), at: setting.now.secondsSince1970)
    return OutcomeCommand(
      ticket: try Route.outcome.name(in: request.head.path), outcome: outcome, setting: setting)
  }
}

// Accounts.
extension ServiceHandler {
  private func account(_ request: borrowing HTTPServer.Request, _ queue: TicketQueue) throws -> PutAccountCommand {
    let (id, identity) = try accountPath(request.head)
    var known = try customers.account(try parser.parse(request.body))
    known.account.network = identity.kind
    known.handle = identity.value
    return PutAccountCommand(
      id: id, known: known, condition: condition(request.head), setting: setting(request, queue))
  }

  private func accountPath(_ head: borrowing RequestHead) throws -> (id: String, CustomerIdentity) {
    let parts = try Route.account.names(in: head.path)
    guard parts.count == 3, let identity = CustomerIdentity(kind: parts[1], text: parts[2]) else {
      throw RefusedBody(
        problem: Problem([FieldProblem(pointer: "", detail: "expected a network and a handle in the path")]))
    }
    return (try Self.name(parts[0]), identity)
  }

  /// Many accounts, read on the queue of batches.
  private func accounts(
    _ request: borrowing HTTPServer.Request, _ queue: TicketQueue, _ exchange: Exchange, _ respond: inout Responder
  ) {
    let setting = setting(request, queue)
    items(request, exchange, &respond) { items in
      let decoder = CustomerDecoder()
      let observations = items.values.map { value in
        Result { () throws(RefusedBody) in try Self.observation(value, decoder) }
      }
      return AccountsCommand(observations: observations, setting: setting)
    }
  }

  private static func observation(
    _ value: JSONValue, _ decoder: CustomerDecoder
  ) throws(RefusedBody) -> AccountsCommand.Observation {
    let known = try decoder.account(value)
    let network = known.account.network ?? ""
    guard let identity = CustomerIdentity(kind: network, text: known.handle) else {
      throw RefusedBody(
        problem: Problem([FieldProblem(pointer: "/handle", detail: "expected the account's network and handle")]))
    }
    var observation = AccountsCommand.Observation(customer: nil, known: known)
    observation.known.handle = identity.value
    if let customer = value["customer"], !customer.isNull {
      guard let text = customer.string, (1...128).contains(text.unicodeScalars.count) else {
        throw RefusedBody(
          problem: Problem([FieldProblem(pointer: "/customer", detail: "expected the id of a customer")]))
      }
      observation.customer = text
    }
    return observation
  }
}

// Stories.
extension ServiceHandler {
  private func story(_ request: borrowing HTTPServer.Request) throws -> StoryCommand {
    var decoder = StoryRequestDecoder()
    let post = try decoder.post(try parser.parse(request.body))
    let sketch = post.text.map { PostSketch($0) }.flatMap { $0.isTelling ? $0 : nil }
    return StoryCommand(post: post, sketch: sketch, now: now(request.time))
  }

  private func shares(
    _ request: borrowing HTTPServer.Request, _ queue: TicketQueue, _ exchange: Exchange, _ respond: inout Responder
  ) throws {
    refreshPolicy()
    let id = try Self.name(Route.shares.name(in: request.head.path))
    let (settings, now) = (policy.policy.settings, now(request.time))
    items(request, exchange, &respond) { items in
      var decoder = StoryRequestDecoder()
      var shares: [StoryRequestDecoder.Share] = []
      for (index, value) in items.values.enumerated() {
        do throws(RefusedBody) {
          shares.append(try decoder.share(value, settings.influence))
        } catch {
          throw RefusedBody(problem: error.problem.within(items.pointer(index)))
        }
      }
      return SharesCommand(id: id, shares: shares, settings: settings.story, now: now)
    }
  }

  /// Reads a body of one item, an array, or one a line, on the queue of batches, and has the command carried out that is
  /// made of it.
  private func items(
    _ request: borrowing HTTPServer.Request, _ exchange: Exchange, _ respond: inout Responder,
    _ command: @escaping @Sendable (RequestItems) throws -> any QueueCommand
  ) {
    guard let queue = service.queue, service.bulk.admits(bytes: request.body.count) else {
      return send(.retrying(.tooManyBatches), exchange, &respond)
    }
    let (body, isLines) = (BulkScoring.padded(request.body), MediaType.isLines(request.head["content-type"]))
    let (response, writer, bulk) = (respond.defer(), service.queueShards.writer, service.bulk.shard)
    service.bulk.perform(bytes: body.count) {
      do {
        let command = try RequestItems.read(body, isLines: isLines, command)
        queue.submit(command) { answer in Self.complete(response, answer, exchange, writer) }
      } catch {
        bulk.refusedContent()
        let problem = (error as? RefusedBody)?.problem ?? (error as? JSONError).map { Problem($0) }
        Self.complete(response, Answer(problem ?? .unstorable("\(error)")), exchange, bulk)
      }
    }
  }
}

// What is looked up.
extension ServiceHandler {
  /// - Returns: nil where the route is one of the queue's own.
  func memoryLookup(_ request: borrowing HTTPServer.Request, _ route: Route) throws -> (any QueueLookup)? {
    let query = try QueryReader(request.head.query)
    switch route {
    case .customers: return try customerByIdentity(query)
    case .customer:
      try query.refuseOthers(than: ["everything"])
      return CustomerLookup(
        name: .id(try route.name(in: request.head.path)), includesEverything: query["everything"] != nil,
        condition: request.head["if-none-match"].map { String(decoding: $0, as: UTF8.self) })
    case .stories, .story:
      refreshPolicy()
      try query.refuseOthers(than: route == .stories ? ["limit", "include", "days"] : [])
      return StoriesLookup(
        id: route == .story ? try route.name(in: request.head.path) : nil,
        includesPast: try query.choice("include", of: ["past"]) != nil,
        limit: try query.integer("limit", in: 1...1000) ?? 100, settings: policy.policy.settings.story,
        days: try query.integer("days", in: 1...3650).map(Double.init) ?? service.configuration.memory.storyDays)
    case .incidents:
      try query.refuseOthers(than: ["limit", "days"])
      return IncidentsLookup(
        days: Double(try query.integer("days", in: 0...3650) ?? 7),
        limit: try query.integer("limit", in: 1...1000) ?? 100)
    case .outcomes:
      try query.refuseOthers(than: ["days"])
      return OutcomesLookup(days: Double(try query.integer("days", in: 1...3650) ?? 30))
    case .decision:
      try query.refuseOthers(than: ["format"])
      let format = try query.choice("format", of: ["json", "html"])
      let prefersPage = request.head["accept"].map(MediaType.prefersHTML) ?? false
      return DecisionLookup(
        id: try route.name(in: request.head.path), isPage: format.map { $0 == "html" } ?? prefersPage)
    default: return nil
    }
  }

  private func customerByIdentity(_ query: QueryReader) throws -> CustomerLookup {
    try query.refuseOthers(than: ["identity"])
    // A plus sign in a query is a space to a form's reader, and phone numbers begin with one.
    guard let text = query["identity"], let identity = CustomerIdentity(text: text.replacing(": ", with: ":+")) else {
      throw query.refusal("identity", CustomerIdentity.expectation)
    }
    return CustomerLookup(name: .identity(identity), includesEverything: false, condition: nil)
  }
}
