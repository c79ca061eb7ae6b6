/// One of a desk rule's conditions: the least share (0…1) of a factor's cap that a decision must have.
struct DeskCondition: Sendable {
  let factor: Factor
  let share: Double
}
