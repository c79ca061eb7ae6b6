import FrontDoors
import HTTPWire

/// Links to badges for places that cannot send a key.
struct Badges: Sendable {
  /// Signs them; nil where nothing is set to sign with.
  let link: BadgeLink?
  /// For how long a link is good that comes with a decision.
  let linkSeconds: Double

  private init(link: BadgeLink?, linkSeconds: Double) {
    self.link = link
    self.linkSeconds = linkSeconds
  }

  /// - Throws: ``FileError`` where the secret cannot be read.
  init(_ configuration: BadgesConfiguration) throws(FileError) {
    link = try configuration.secret.map { source throws(FileError) in
      let secret = try source.load(field: "badges.secret")
      if let link = BadgeLink(secret: secret) { return link }
      throw FileError(
        path: "configuration",
        problems: [
          FileProblem(
            line: nil, field: "badges.secret", found: "a secret of \(secret.count) bytes",
            expected: "one of at least \(BadgeLink.leastSecretLength), such as openssl rand -hex 32 makes")
        ])
    }
    linkSeconds = configuration.linkDays * 86_400
  }

  /// Without links that are signed.
  static let unsigned = Badges(link: nil, linkSeconds: 0)

  /// Where a ticket's badge is, signed where it can be.
  func link(ticket: String, now: Double) -> String {
    let path = "/badges/\(TicketPath.encoded(ticket)).svg"
    guard let link else { return path }
    return path + "?" + link.query(path: path, expires: Int(now + linkSeconds))
  }

  /// Why a signed link is not good; nil where it is.
  func refusal(of path: UnsafeRawBufferPointer, _ query: QueryReader, now: Double) -> Problem? {
    guard let link else { return forbidden("no links are signed here: set badges.secret, or send a key") }
    switch link.check(
      path: String(decoding: path, as: UTF8.self), expires: query["expires"], signature: query["signature"], now: now)
    {
    case .good: return nil
    case .missing: return forbidden("a signed link has both expires and signature")
    case .wrong: return forbidden("the signature does not fit the link")
    case .expired: return forbidden("the link has expired; make another one")
    }
  }

  private func forbidden(_ detail: String) -> Problem {
    Problem(kind: .badSignature, status: 403, detail: detail)
  }
}
