import HTTPWire
import JSON
import Storage

extension Answer {
  /// A customer in one piece.
  static func customer(
    _ stored: StoredCustomer, _ document: CustomerDocument, _ status: Status = .ok, warnings: [FieldProblem] = []
  ) -> Answer {
    json(status, fields: [ResponseField("ETag", TicketTag(version: stored.version).text)]) { json in
      json.object {
        json.customerMembers(stored, document)
        if !warnings.isEmpty { json.key("warnings").problems(warnings) }
      }
    }
  }
}

extension JSONWriter {
  func customerMembers(_ stored: StoredCustomer, _ document: CustomerDocument) {
    key("id").string(stored.id)
    key("version").number(Int(stored.version))
    key("as_of").time(Int(stored.updatedAt))
    document.writeMembers(to: self)
  }
}

extension Problem {
  static let unknownCustomer = Problem(kind: .notFound, status: 404, detail: "no customer of that id is stored")
}
