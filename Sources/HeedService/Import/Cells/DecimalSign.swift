/// What stands before the fraction of a number.
enum DecimalSign: String, CaseIterable, Sendable {
  case point = "."
  case comma = ","
}
