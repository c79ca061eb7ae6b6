import Dispatch
import Storage
import Synchronization

/// A store that fails and stalls when told to; otherwise it is the store that it stands in front of.
final class FaultyStore: Store {
  /// What happens to a transaction.
  enum Fault {
    case none
    /// It fails, and leaves nothing.
    case failing(StorageError)
    /// It fails, and is durable all the same.
    case durable(StorageError)
  }

  private struct State {
    var fault = Fault.none
    /// How many transactions the fault is still for.
    var times = 0
    var isStalled = false
    var transactions = 0
    var reads = 0
    var readFault: StorageError?
  }

  private let store: any Store
  private let state = Mutex(State())
  private let stall = DispatchSemaphore(value: 0)

  init(_ store: any Store) {
    self.store = store
  }

  /// Has the next transactions end with a fault.
  func fail(_ fault: Fault, times: Int = .max) {
    state.withLock { ($0.fault, $0.times) = (fault, times) }
  }

  /// Has all reads fail from now on; nil: no more.
  func failReads(_ fault: StorageError?) { state.withLock { $0.readFault = fault } }

  func recover() { fail(.none) }

  /// Has transactions wait from now on.
  func hold() { state.withLock { $0.isStalled = true } }

  /// Lets them go on.
  func letGo() {
    state.withLock { $0.isStalled = false }
    stall.signal()
  }

  /// How many were begun.
  var transactions: Int { state.withLock { $0.transactions } }

  /// How often it was used at all.
  var uses: Int { state.withLock { $0.transactions + $0.reads } }

  func transact<R>(_ work: (any StoreTransaction) throws -> R) throws -> R {
    let (fault, isStalled) = state.withLock { state in
      state.transactions += 1
      defer { state.times = max(0, state.times - 1) }
      return (state.times > 0 ? state.fault : .none, state.isStalled)
    }
    if isStalled { stall.wait() }
    switch fault {
    case .none: return try store.transact(work)
    case .failing(let error): throw error
    case .durable(let error):
      _ = try store.transact(work)
      throw error
    }
  }

  func read<R>(_ work: (any StoreReading) throws -> R) throws -> R {
    let fault = state.withLock { state in
      state.reads += 1
      return state.readFault
    }
    if let fault { throw fault }
    return try store.read(work)
  }

  func scrub() throws -> Bool { try store.scrub() }
  func compact() throws -> Bool { try store.compact() }

  func close() { store.close() }
}
