/// Where a customer is found: `/customers/{id}`.
enum CustomerPath {
  static func of(_ id: String) -> String {
    // This is a resource of its own, unless a letter is encoded.
    id == "import" ? "/customers/%69mport" : "/customers/" + TicketPath.encoded(id)
  }
}
