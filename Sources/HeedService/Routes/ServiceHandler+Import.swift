import HTTPServer
import HTTPWire

/// `POST /customers/import`: a file of customers as a body.
extension ServiceHandler {
  func importCustomers(
    _ request: borrowing HTTPServer.Request, _ queue: TicketQueue, setting: CustomerSetting, _ exchange: Exchange,
    _ respond: inout Responder
  ) throws {
    let query = try QueryReader(request.head.query)
    try query.refuseOthers(than: ["mapping", "taken_identities"])
    let imports = service.imports
    guard imports.admits(bytes: request.body.count) else { return send(.retrying(.tooManyBatches), exchange, &respond) }
    let job = try CustomerImports.Job(
      body: [UInt8](request.body), format: MediaType.importFormat(request.head["content-type"]),
      mapping: query["mapping"], takenIdentities: query["taken_identities"], setting: setting)
    let response = respond.defer()
    imports.run(job, in: queue) { answer in Self.complete(response, answer, exchange, imports.shard) }
  }
}

extension MediaType {
  /// How a file is written whose Content-Type is one of those that can be imported.
  fileprivate static func importFormat(_ value: UnsafeRawBufferPointer?) -> ImportFormat {
    if isLines(value) { return .ndjson }
    let isTabs = value.map { String(decoding: $0, as: UTF8.self).lowercased().hasPrefix("text/tab") } ?? false
    return isTabs ? .tsv : .csv
  }
}
