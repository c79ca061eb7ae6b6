/// A step of a decision, as the service takes it.
struct Step {
  /// The step's name in the table.
  let name: String
  /// Takes the step once. The result is some number that depends on the step's own, so that the step is not left out.
  let run: () -> Int
}
