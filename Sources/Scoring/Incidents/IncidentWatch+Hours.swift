extension IncidentWatch {
  /// Gives the profile the hours that are over.
  mutating func turnHours(from last: Double, to time: Double, isWatched: Bool = true) {
    let memory = settings.memoryDays * 24
    let now = (time / 3600).rounded(.down)
    var hour = (last / 3600).rounded(.down)
    guard now > hour else {
      if isWatched { hourSeconds += time - last }
      return
    }
    // After a year of silence nothing is left of what was learnt, however long it was.
    hour = max(hour, now - 8784)
    if isWatched { hourSeconds += max(0, (hour + 1) * 3600 - last) }
    while hour < now {
      let slot = WeekTime(hour * 3600).slot
      baseline.profile.take(tickets: hourTickets, slot: slot, share: min(1, hourSeconds / 3600), memory: memory)
      hourTickets = 0
      hourSeconds = isWatched ? 3600 : 0
      hour += 1
    }
    hourSeconds = isWatched ? time - now * 3600 : 0
    baseline.refresh()
    baseline.learn(from: topics)
    isChanged = true
  }
}
