import Foundation
import HeedService
import Scoring
import TestSupport
import Testing

/// The arguments behind the project, as requests: each holds what it must show.
@Suite("The samples")
struct SampleTests {
  /// The decisions on a sample's requests, by ticket, each as of when its ticket was opened.
  private func decide(_ name: String, _ change: (inout PolicySettings) -> Void = { _ in }) throws -> Decisions {
    try Decisions(sample: name, change)
  }

  @Test("A blogger who phones counts once declared, more once confirmed, and never above a critical fault")
  func bloggerByPhone() throws {
    let ignored = try decide("blogger-by-phone") { $0.phase = .ignore }
    let declared = try decide("blogger-by-phone") { $0.phase = .declared }
    let relative = try decide("blogger-by-phone")
    for ticket in ["declared", "confirmed"] {
      let decision = ignored[ticket]
      #expect(decision.score == decision.counterfactuals.scoreWithoutSocial)
    }
    #expect(declared["declared"].score > ignored["declared"].score)
    #expect(declared["declared"].flags.contains(.influenceDeclared))
    #expect(!declared["declared"].flags.contains(.influenceConfirmed))
    #expect(relative["confirmed"].score > declared["declared"].score)
    #expect(relative["confirmed"].flags.contains(.influenceConfirmed))
    #expect(ignored["confirmed"].tier.name == "standard")
    #expect(relative["confirmed"].tier.name == "priority")
    for phase in Phase.allCases {
      let decisions = try decide("blogger-by-phone") { $0.phase = phase }
      #expect(decisions["confirmed"].score < decisions["unknown-critical"].score)
      #expect(decisions["unknown-critical"].tier.name == "critical")
    }
  }

  @Test("A quiet loyal customer of great value ranks at least as high as an influential stranger")
  func quietLoyalist() throws {
    let decisions = try decide("quiet-loyalist")
    #expect(decisions["loyalist"].score >= decisions["influential-stranger"].score)
    #expect(decisions["loyalist"].desk == "key-accounts")
  }

  @Test("A hundred thousand bought followers move the score by less than two, and set a flag")
  func boughtFollowers() throws {
    let decisions = try decide("bought-followers")
    let before = decisions["before"].score
    #expect(abs(decisions["after"].score - before) < 2)
    #expect(decisions["after"].flags.contains(.followersJumped))
    #expect(abs(decisions["after-without-history"].score - before) < 2)
    #expect(decisions["after-without-history"].flags.contains(.followersNotEngaged))
  }

  @Test("A celebrity in another field: counting followers and weighing influence disagree")
  func celebrityElsewhere() throws {
    let policy = try PolicyFile(path: Repository.path("config/samples/celebrity-elsewhere.policy.yaml")).load().policy
    #expect(policy.name == "high-end-fashion")
    let tiers = try decide("celebrity-elsewhere") { $0.market = policy.settings.market }["celebrity"].counterfactuals
      .tierByPhase
    #expect(tiers[.absolute] < tiers[.relative])
    #expect(tiers[.ignore] == tiers[.relative])
  }

  @Test("Unfounded claims scale social points down and nothing else; a verified fault gives them back")
  func serialComplainer() throws {
    let decisions = try decide("serial-complainer")
    let clean = decisions["without-a-record"]
    let serial = decisions["eight-unfounded-claims"]
    let fault = decisions["verified-fault"]
    #expect(serial.factors[.influence].points < 0.6 * clean.factors[.influence].points)
    #expect(serial.flags.contains(.conductGated))
    for factor in Factor.allCases where factor.group != .social {
      #expect(serial.factors[factor] == clean.factors[factor])
    }
    #expect(fault.score == clean.score)
    #expect(fault.flags.contains(.companyFault))
  }

  @Test("When all follower counts read zero at once, tickets score as if they were missing")
  func zeroFollowerOutage() throws {
    let decisions = try decide("zero-follower-outage")
    for index in 1...24 { #expect(decisions["outage-\(index)"].score == decisions["missing"].score) }
    #expect(decisions["outage-24"].flags.contains(.followersOutage))
  }

  @Test("A ticket of which only the id is known gets a usable decision, flagged")
  func noData() throws {
    let decision = try decide("no-data")["no-data"]
    #expect(decision.score == 25.1)
    #expect(decision.tier.name == "standard")
    #expect(decision.flags.contains(.noData))
  }

  @Test("A story taking off from a small account gives story points, a flag, and the desk for it")
  func smallAccountStory() throws {
    let decision = try decide("small-account-story")["small-account"]
    #expect(decision.factors[.story].points > 5)
    #expect(decision.flags.contains(.storyGrowing))
    #expect(decision.desk == "social-care")
  }

  @Test("The design's example")
  func example() throws {
    let decision = try decide("example")["T-1001"]
    #expect(abs(decision.score - 38.8) < 0.05)
    #expect(abs(decision.counterfactuals.scoreWithoutSocial - 34.9) < 0.05)
    #expect(decision.tier.name == "priority")
    #expect(decision.desk == "social-care")
    let tiers = decision.policy.settings.tiers
    #expect(
      Phase.allCases.map { tiers[decision.counterfactuals.tierByPhase[$0]].name }
        == ["priority", "priority", "urgent", "priority"])
    #expect(abs((decision.counterfactuals.pointsToNextTier ?? 0) - 3.2) < 0.05)
  }

  @Test(
    "What the command answers for each sample is as recorded; HEED_UPDATE_GOLDEN=1 records anew",
    arguments: [
      "blogger-by-phone", "quiet-loyalist", "bought-followers", "celebrity-elsewhere", "serial-complainer",
      "zero-follower-outage", "no-data", "small-account-story", "example",
    ])
  func golden(_ name: String) throws {
    let output = Output()
    let loaded = try PolicyFile(path: Repository.defaultPolicy).load()
    let now = name == "no-data" ? 1_795_330_800.0 : nil
    let scoring = FileScoring(loaded, format: .json, now: now, write: output.add) { Issue.record("\($0)") }
    scoring.score(try Repository.bytes("config/samples/\(name).json"), name: name)
    #expect(scoring.finish().refused == 0)
    // Ids and versions change with every comment in the policy file; what is decided does not.
    let text = output.text.replacing(#/"(decision|version)": "[^"]*"/#) { "\"\($0.output.1)\": \"…\"" }
    let file = Repository.root.appending(path: "Tests/HeedServiceTests/Golden/\(name).json")
    if ProcessInfo.processInfo.environment["HEED_UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }
}

/// Collects what a command writes.
final class Output {
  private(set) var text = ""

  func add(_ more: String) { text += more }
}
