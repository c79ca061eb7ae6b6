/// Ends the process, which is how libFuzzer learns of a finding, unless `condition` holds.
public func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
