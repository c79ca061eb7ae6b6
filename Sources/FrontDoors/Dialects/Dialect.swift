/// The forms in which telephone systems read an answer.
///
/// None of them has words that are not names of the policy: whatever answers, also where nothing could be decided, is a
/// value that a dial plan can go on with, never a sentence that would be read out.
public enum Dialect: String, CaseIterable, Sendable {
  /// One value in one line, for FreeSWITCH's mod_curl, Kamailio's `http_client_query` and `curl`.
  case text
  /// `name=value&name=value`, as Asterisk's `CURL` takes apart with `hashcompat`.
  case form
  /// A document for FreeSWITCH's mod_httapi, which sets variables and has the dial plan go on: by `break`, as after
  /// `continue` the module asks again, and again, as long as the call lasts.
  case httapi

  /// The answer's media type.
  public var contentType: StaticString {
    switch self {
    case .text: "text/plain; charset=utf-8"
    case .form: "application/x-www-form-urlencoded"
    case .httapi: "text/xml; charset=utf-8"
    }
  }

  /// The answer about a ticket.
  ///
  /// - Parameter field: What the answer shows, where it has room for one value; the others show all there is.
  public func body(_ facts: DecisionFacts, field: TelephonyRequest.Field = .seconds) -> [UInt8] {
    let position = facts.position.map { "\($0)" } ?? ""
    return body(
      field: field, headStart: "\(facts.headStartSeconds.whole)", promise: "\(facts.promiseSeconds.whole)",
      position: position
    ) { $0.value(of: facts) }
  }

  /// The answer where nothing could be decided, whatever its status: that of a ticket that nothing speaks for, which
  /// leaves the order as if nobody had asked.
  ///
  /// - Parameters:
  ///   - field: As in ``body(_:field:)``.
  ///   - seconds: The seconds ahead to answer.
  ///   - rank: The rank to answer. It is to be the lowest; by default it is lower than those of most policies.
  public func fallback(field: TelephonyRequest.Field = .seconds, seconds: Int = 0, rank: Int = 99) -> [UInt8] {
    body(field: field, headStart: "0", promise: "", position: "") { $0.fallback(seconds: seconds, rank: rank) }
  }

  private func body(
    field: TelephonyRequest.Field, headStart: String, promise: String, position: String,
    value: (TelephonyRequest.Field) -> String
  ) -> [UInt8] {
    switch self {
    case .text:
      return Array("\(value(field))\n".utf8)
    case .form:
      let pairs = [
        ("score", value(.score)), ("tier", value(.tier)), ("desk", value(.desk)), ("seconds", value(.seconds)),
        ("head_start", headStart), ("promise", promise), ("wait", value(.wait)), ("priority", value(.priority)),
        ("rank", value(.rank)), ("position", position),
      ]
      return Array(pairs.map { "\($0)=\(PercentCoding.encode($1))" }.joined(separator: "&").utf8)
    case .httapi:
      let variables = [
        ("cc_base_score", value(.seconds)), ("heed_score", value(.score)), ("heed_tier", value(.tier)),
        ("heed_desk", value(.desk)), ("heed_wait_seconds", value(.wait)),
      ].map { "<\($0)>\($1.escapedForXML)</\($0)>" }.joined()
      return Array(
        """
        <document type="xml/freeswitch-httapi"><variables>\(variables)</variables><work><break/></work></document>

        """.utf8)
    }
  }
}
