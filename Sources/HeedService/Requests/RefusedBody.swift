/// A body that is not what was expected.
struct RefusedBody: Error {
  let problem: Problem
}
