/// The agents of a replay: who is free, and who has a ticket until when.
struct ReplayCrew {
  struct Member: Sendable {
    let name: String
    let desks: [String]
  }

  /// An agent at work.
  struct Work: Sendable {
    let member: Member
    let fence: Int
    let until: Double
  }

  let members: [Member]
  /// Whoever has been free for longest comes first.
  private(set) var idle: [Member]
  /// Whoever is done first comes first: since each ticket takes as long, that is who began first.
  private(set) var busy: [Work] = []

  /// - Parameter desks: those of agents who answer all.
  init(_ groups: [ReplayAgents.Group], desks: [String]) {
    members = groups.flatMap { group in
      (1...group.count).map { number in
        Member(name: "\(group.desk ?? "agent")-\(number)", desks: group.desk.map { [$0] } ?? desks)
      }
    }
    idle = members
  }

  /// When the next one is done.
  var nextUntil: Double? { busy.first?.until }

  /// At most `most` of those who are free and serve a desk of which `hasTickets` is true.
  func able(_ most: Int, _ hasTickets: (String) -> Bool) -> [Member] {
    Array(idle.filter { $0.desks.contains(where: hasTickets) }.prefix(most))
  }

  mutating func begin(_ work: Work) {
    idle.removeAll { $0.name == work.member.name }
    busy.append(work)
  }

  /// Takes those who are done by `time`: they are free again.
  mutating func finish(by time: Double) -> [Work] {
    let done = Array(busy.prefix { $0.until <= time })
    busy.removeFirst(done.count)
    idle += done.map(\.member)
    return done
  }
}
