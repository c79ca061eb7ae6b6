/// How dates are written that do not begin with the year.
enum DateOrder: String, CaseIterable, Sendable {
  /// None is: `2026-11-22`, `2026-11-22T07:00:00Z`.
  case iso
  /// `11/22/2026`.
  case us
  /// `22.11.2026`, `22/11/2026`, `22-11-2026`.
  case eu
}
