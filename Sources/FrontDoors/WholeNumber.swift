extension Double {
  /// The nearest whole number, for systems that know no others; 0 for what is no number, and at most 2^53 either way.
  var whole: Int {
    guard !isNaN else { return 0 }
    return Int(Swift.min(Swift.max(self, -0x1p53), 0x1p53).rounded())
  }
}
