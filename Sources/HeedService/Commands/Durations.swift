/// Seconds as people say them: 90 s, 15 min, 4 h.
func spoken(seconds: Double) -> String {
  let whole = Int(seconds.rounded())
  if whole >= 7200, whole % 3600 == 0 { return "\(whole / 3600) h" }
  if whole >= 3600 {
    let minutes = whole % 3600 / 60
    return minutes == 0 ? "\(whole / 3600) h" : "\(whole / 3600) h \(minutes) min"
  }
  if whole >= 60 { return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s" }
  return "\(whole) s"
}
