import Queueing
import Scoring

extension TicketQueue {
  /// How things stand, for those who listen to events.
  var standing: EventBoard.Standing {
    let (snapshot, policy, now) = (snapshot, policy().policy, clock.now)
    let state = snapshot.state
    return EventBoard.Standing(
      asOf: Int(now), waiting: state.line.count, leased: state.leases.count,
      agents: state.agents.values.count {
        state.isPresent($0, at: now, timeoutSeconds: configuration.agentTimeoutSeconds)
      },
      incidents: snapshot.readings.open, stories: snapshot.readings.stories, policyName: policy.name,
      policyVersion: policy.version, phase: policy.settings.phase.rawValue)
  }
}
