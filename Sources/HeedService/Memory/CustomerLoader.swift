import JSON
import Scoring
import Storage

/// Reads customers from a store into what can be put beside requests. One per thread.
final class CustomerLoader {
  private let parser = JSONParser()
  private let json = JSONWriter()
  private var decoder = RequestDecoder()

  /// The most contacts of a customer that are looked at.
  private static let mostContacts = 50

  /// - Parameter since: contacts before this time are over for good.
  func load(id: String, contactsSince since: Double, from reading: any StoreReading) throws -> KnownCustomer {
    let contacts = try reading.contacts(ofCustomer: id, since: since, limit: Self.mostContacts).filter(\.isOpen)
      .compactMap { contact in
        contact.topic.map { KnownCustomer.OpenContact(ticket: contact.ticket, topic: $0, at: contact.at) }
      }
    var request = Scoring.Request()
    json.removeAll()
    let stored = try reading.customer(id: id)
    if let stored {
      try write(stored, accounts: try reading.accounts(ofCustomer: stored.number))
      // What was right when it was stored is still; what a newer version has written is left out.
      _ = decoder.decodeProfile(try parse(json.bytes), into: &request)
    }
    return KnownCustomer(
      id: id, version: stored?.version ?? 0, asOf: Instant(secondsSince1970: stored?.updatedAt ?? 0),
      customer: request.customer, social: request.social, contacts: contacts,
      members: members(stored, contacts: contacts))
  }

  /// Writes a customer as a request without its ticket.
  private func write(_ stored: StoredCustomer, accounts: [StoredAccount]) throws {
    let profile = try parse(stored.profile)
    json.object {
      if let customer = profile["customer"] { json.key("customer").value(customer) }
      json.key("social").object {
        if let social = profile["social"]?.object {
          for member in social { json.key(escaping: String(member.key)).value(member.value) }
        }
        if !accounts.isEmpty {
          json.key("accounts").array {
            for (index, account) in accounts.enumerated() {
              if index > 0 { json.raw(",") }
              account.facts.withUnsafeBytes { json.raw($0) }
            }
          }
        }
      }
    }
  }

  /// The members of what is kept with decisions: of the document that was written, without its braces, and the rest.
  private func members(_ stored: StoredCustomer?, contacts: [KnownCustomer.OpenContact]) -> [UInt8] {
    if stored == nil && contacts.isEmpty { return [] }
    let document = stored == nil ? [] : [UInt8](json.bytes.dropFirst().dropLast())
    json.removeAll()
    document.withUnsafeBytes { json.raw($0) }
    if let stored {
      json.key("as_of").time(Int(stored.updatedAt))
      json.key("version").number(Int(stored.version))
    }
    if !contacts.isEmpty {
      json.key("open_contacts").array {
        for contact in contacts {
          json.object {
            json.key("ticket").string(contact.ticket)
            json.key("topic").string(contact.topic)
            json.key("at").time(Int(contact.at))
          }
        }
      }
    }
    return [UInt8](json.bytes)
  }

  private func parse(_ bytes: some Collection<UInt8>) throws(StorageError) -> JSONValue {
    do {
      return try parser.parse(copying: bytes)
    } catch {
      throw StorageError(.corrupt, "a customer's profile is not JSON: \(error)")
    }
  }
}

extension StoredContact {
  /// Whether the matter is not settled as far as is known: nobody said so, and the ticket is not over, was given up, or
  /// did not resolve it.
  var isOpen: Bool {
    switch state {
    case .waiting, .leased, .abandoned: outcome?.isResolved != true
    case .done: outcome?.isResolved == false
    }
  }
}
