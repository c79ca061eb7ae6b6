import Foundation

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

/// Seconds of a time as people write it: 90, 90s, 6m, 6 min, 1.5h; `nil` where it is none, or not positive or zero.
public func seconds(spoken text: String) -> Double? {
  let number = text.prefix { $0.isNumber || $0 == "." }
  guard let value = Double(number), value.isFinite else { return nil }
  return switch text.dropFirst(number.count).filter({ $0 != " " }) {
  case "", "s": value
  case "m", "min": value * 60
  case "h": value * 3600
  default: nil
  }
}

/// Seconds as a clock shows them: 0:42, 10:42, 1:01:30.
func clock(seconds: Double) -> String {
  let whole = Int(seconds.rounded())
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  let (minutes, rest) = (whole / 60 % 60, two(whole % 60))
  return whole >= 3600 ? "\(whole / 3600):\(two(minutes)):\(rest)" : "\(minutes):\(rest)"
}

/// A share as a percentage.
func percent(_ share: Double, decimals count: Int = 0) -> String { "\(decimals(share * 100, count)) %" }

/// A number with so many decimals.
func decimals(_ value: Double, _ count: Int) -> String { String(format: "%.\(count)f", value) }

/// A number with so many significant digits.
func significant(_ value: Double, _ digits: Int = 6) -> String { String(format: "%.\(digits)g", value) }
