import FrontDoors

/// The systems whose words are asked for: `adapters=zendesk,freeswitch`, or `adapters=all`.
struct AdapterSelection {
  /// nil: all.
  let only: Set<AdapterSystem>?

  /// - Throws: a refusal of a name that is none of them.
  init(_ names: String, _ query: QueryReader) throws(RefusedBody) {
    if names == "all" || names == "true" || names.isEmpty {
      only = nil
      return
    }
    let (systems, unknown) = AdapterSystem.list(names)
    guard unknown.isEmpty else {
      let known = AdapterSystem.allCases.map(\.rawValue).joined(separator: ", ")
      throw query.refusal("adapters", "all, or some of \(known)")
    }
    only = systems
  }
}
