/// What must survive: tickets with their leases and decisions, customers, stories, incidents, and what watchers have learnt.
///
/// Any implementation passes the one suite in `Tests/StorageTests`. Every operation is a single SQL statement or a few in
/// one transaction, so that an embedded database and a server can both stand behind it.
///
/// All times are seconds since 1970. What the store itself cannot do is thrown as ``StorageError``. Texts are told apart
/// byte by byte: two ways to write the same character are two ids.
public protocol Store: Sendable {
  /// Runs `work` in one transaction, one at a time. When it returns, all that `work` did is durable. When it throws,
  /// nothing of it is there, unless the error is a ``StorageError`` that ``StorageError/mayBeDurable``: errors thrown by
  /// `work` pass through after the rollback.
  ///
  /// An operation that fails, other than by refusing (``StorageError/isRefusal``), ends the transaction: the ones after
  /// it fail alike, and so does the whole even if `work` returns. The transaction is of no use once `work` has returned.
  func transact<R>(_ work: (any StoreTransaction) throws -> R) throws -> R

  /// Reads the last committed state, all of `work` the same one, beside a transaction under way and from any thread.
  ///
  /// Within a `read` no other must be started on the same thread; within a ``transact(_:)`` it may be, and sees nothing
  /// of what that one does.
  func read<R>(_ work: (any StoreReading) throws -> R) throws -> R

  /// Takes what was erased out of the files too, as far as that has not happened yet: what a transaction replaced or
  /// deleted may stand in the log of changes until then. Costs a write or two to the disk.
  ///
  /// Single copies may stay in the unused parts of pages whose rows were moved about while they were stored;
  /// ``compact()`` takes those.
  /// - Returns: whether all of the log is out: not where somebody was reading an older state all the while, for a second.
  ///   Then do it again later, or close the store.
  @discardableResult
  func scrub() throws -> Bool

  /// Writes the whole file anew, without anything in it that is not stored, and scrubs. Takes as long as copying the file
  /// and needs as much room again; transactions wait meanwhile, readers do not.
  /// - Returns: as ``scrub()``.
  @discardableResult
  func compact() throws -> Bool

  /// Lets go of the database, after the work that is under way. Doing so twice is harmless; what comes after fails.
  func close()
}
