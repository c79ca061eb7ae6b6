/// What is measured.
enum Operation: Int, CaseIterable {
  case insert, claim, position, newcomer, page, move, publish

  var title: String {
    switch self {
    case .insert: "insert (a new ticket)"
    case .claim: "claim (the next of 3 desks, and its removal)"
    case .position: "position of any ticket (4 lanes)"
    case .newcomer: "position of a newcomer (as /score asks)"
    case .page: "page (50 tickets of all 12 lanes)"
    case .move: "move (removal and insertion anywhere)"
    case .publish: "snapshot, then a move"
    }
  }
}
