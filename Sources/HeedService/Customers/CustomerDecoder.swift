import JSON
import Scoring
import Storage

/// Reads customers from JSON: bodies of requests, and what is stored. One per thread.
final class CustomerDecoder {
  private let parser = JSONParser()
  private let otherParser = JSONParser()
  private var decoder = RequestDecoder()
  private var request = Scoring.Request()

  /// The fields that nobody knows of what was read last.
  var warnings: [FieldProblem] { decoder.fields.warnings }

  /// Reads a customer as `PUT /customers/{id}` takes it.
  ///
  /// - Throws: ``RefusedBody`` with all that is wrong.
  func document(_ value: JSONValue) throws(RefusedBody) -> CustomerDocument {
    var identities: [CustomerIdentity] = []
    let isRight = decoder.decodeProfile(value, into: &request) { value, fields in
      identities = Self.identities(value, &fields)
    }
    guard isRight else { throw RefusedBody(problem: Problem(decoder.fields.errors)) }
    var document = CustomerDocument()
    document.customer = request.customer
    document.conduct = decoder.conduct
    document.consent = request.social.consent
    document.declared = request.social.declared
    document.community = request.social.community
    document.identities = identities
    for (index, account) in request.social.accounts.enumerated() {
      document.accounts.append(try known(account, index: index, "/social/accounts/\(index)"))
    }
    try refuseTwins(document.accounts)
    return document
  }

  /// Reads an account as `PUT /customers/{id}/accounts/{network}/{handle}` takes it.
  func account(_ value: JSONValue) throws(RefusedBody) -> CustomerDocument.KnownAccount {
    var account = Account()
    guard decoder.decode(value, into: &account) else { throw RefusedBody(problem: Problem(decoder.fields.errors)) }
    return try known(account, index: 0, "")
  }

  /// The account that was read, with its handle.
  private func known(
    _ account: Account, index: Int, _ pointer: String
  ) throws(RefusedBody) -> CustomerDocument.KnownAccount {
    var account = account
    account.network = account.network?.lowercased()
    let handle = decoder.handles[index].map { String($0) }
    guard let normalised = handle.map({ CustomerIdentity.handle($0) }) ?? "" else {
      throw RefusedBody(problem: Problem([FieldProblem(pointer: pointer + "/handle", detail: "expected a handle")]))
    }
    return CustomerDocument.KnownAccount(
      account: account, handle: normalised, source: decoder.sources[index].map { String($0) })
  }

  /// Accounts are told apart by network and handle.
  private func refuseTwins(_ accounts: [CustomerDocument.KnownAccount]) throws(RefusedBody) {
    var seen: Set<[String]> = []
    for (index, known) in accounts.enumerated()
    where !seen.insert([known.account.network ?? "", known.handle]).inserted {
      throw RefusedBody(
        problem: Problem([
          FieldProblem(
            pointer: "/social/accounts/\(index)",
            detail: "expected accounts that differ in network or handle; give each its handle")
        ]))
    }
  }

  private static func identities(_ value: JSONValue, _ fields: inout FieldReader) -> [CustomerIdentity] {
    if value.isNull { return [] }
    guard let array = fields.array(value) else { return [] }
    var identities: [CustomerIdentity] = []
    for element in array {
      guard let text = element.text, let identity = CustomerIdentity(text: String(text)) else {
        fields.wrong(element, CustomerIdentity.expectation)
        continue
      }
      if !identities.contains(identity) { identities.append(identity) }
    }
    if identities.count > CustomerDocument.mostIdentities {
      fields.wrong(value, "at most \(CustomerDocument.mostIdentities) identities")
    }
    return identities
  }
}

// What is stored.
extension CustomerDecoder {
  /// All that is stored of a customer in one piece.
  func document(_ stored: StoredCustomer, from reading: any StoreReading) throws -> CustomerDocument {
    var document = try self.document(try parse(stored.profile))
    document.accounts = try reading.accounts(ofCustomer: stored.number).map { try known($0) }
    let accounts = Set(
      document.accounts.map { CustomerIdentity(kind: $0.account.network ?? "", value: $0.handle) })
    document.identities = try reading.identities(ofCustomer: stored.number).filter { !accounts.contains($0) }
    return document
  }

  /// An account that is stored.
  func known(_ stored: StoredAccount) throws -> CustomerDocument.KnownAccount {
    var known = try account(try parse(stored.facts))
    known.handle = stored.handle
    known.source = stored.source
    return known
  }

  /// What a merge patch (RFC 7396) makes of a customer.
  func document(
    _ document: CustomerDocument, patchedWith body: [UInt8]
  ) throws -> CustomerDocument {
    let (json, merged) = (JSONWriter(), JSONWriter())
    json.object { document.writeMembers(to: json) }
    do {
      merged.merge(try parser.parse(copying: body), into: try otherParser.parse(copying: json.bytes))
      return try self.document(try parser.parse(copying: merged.bytes))
    } catch let error as JSONError {
      throw RefusedBody(problem: Problem(error))
    }
  }

  private func parse(_ bytes: [UInt8]) throws -> JSONValue {
    do {
      return try parser.parse(copying: bytes)
    } catch {
      throw StorageError(.corrupt, "a customer's profile is not JSON: \(error)")
    }
  }
}
