/// What a connection's owner must do next.
package enum ConnectionAction: Equatable, Sendable {
  /// A head is complete and a body follows: decide its greatest length, then call ``ConnectionMachine/admit(bodyLimit:now:)``.
  case admit
  /// A request is complete: answer it with ``ConnectionMachine/answer(_:body:date:now:)``, now or later.
  case dispatch
  /// The server refuses: answer with this status, now.
  case refuse(Refusal)
  /// Nothing until the next event.
  case wait
  /// There may be more requests, but others have waited long enough: come back in the next turn.
  case yield
  /// Shut down the sending side of the socket, then go on.
  case shutDownWriting
  /// Close the socket; the machine is finished.
  case close
}
