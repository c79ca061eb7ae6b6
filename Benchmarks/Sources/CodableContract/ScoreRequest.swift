/// The body of `POST /score` as Foundation's coders read it: every field of the contract, none of Heed's checks.
public struct ScoreRequest: Decodable, Sendable {
  var ticket: Ticket
  var customer: Customer?
  var social: Social?
}
