import Glibc
import HTTPServer
import HTTPWire

/// Decides for one reactor which requests are let in.
final class AccessCheck {
  private let control: AccessControl
  private let shard: MetricsShard
  private var ring = KeyRing([], version: "")
  private var limits: [RateLimit?] = []
  private var hasLimits = false
  private var slots: [Int] = []
  private var generation = 0

  /// - Parameter shard: where the reactor counts.
  init(_ control: AccessControl, shard: MetricsShard) {
    self.control = control
    self.shard = shard
  }

  /// Lets a request in and counts it, or says why not.
  ///
  /// - Returns: whose rate it counts against; nil where no rate is set.
  func admit(
    _ head: borrowing RequestHead, _ route: Route, from peer: PeerAddress
  ) throws(AccessRefusal) -> RateAccount? {
    guard !control.isOpen, let scope = route.scope, head.method != .options else { return nil }
    let now = MonotonicClock.now
    var key: Int?
    do throws(AccessRefusal) {
      if let keys = control.keys {
        refresh(keys)
        key = try self.key(of: head, from: peer, now: now)
      }
      let account = account(of: key, peer)
      if let standing = account?.take(1, now: now), !standing.isGranted { throw AccessRefusal.rate(standing) }
      if let key {
        guard ring.keys[key].scopes.allows(scope) else { throw AccessRefusal.scope(scope) }
        shard.admitted(keySlot: slots[key])
      }
      return account
    } catch {
      shard.refusedAccess(error.reason)
      control.log.refused(error, route, key: key.map { ring.keys[$0].name }, now: now)
      throw error
    }
  }

  /// Whether a request that was let in may do what needs another scope, too.
  func allows(_ scope: Scope, _ head: borrowing RequestHead) -> Bool {
    if control.keys == nil { return true }
    guard let key = try? key(of: head) else { return false }
    return ring.keys[key].scopes.allows(scope)
  }

  /// Counts a signature that is wrong as a key that is not good.
  ///
  /// - Returns: the refusal where the address has sent too many.
  func refusesWrongSignature(from peer: PeerAddress) -> AccessRefusal? {
    guard let standing = control.badKeys?.take(1, of: peer, now: MonotonicClock.now), !standing.isGranted else {
      return nil
    }
    return .badKeys(standing)
  }

  /// Whose rate a request counts against that was let in, and counted, before its body came.
  func account(of head: borrowing RequestHead, _ route: Route, from peer: PeerAddress) -> RateAccount? {
    guard !control.isOpen, route.scope != nil, head.method != .options else { return nil }
    if control.keys == nil { return account(of: nil, peer) }
    // Without any rate nobody asks whose the key is, and it is not hashed twice.
    guard hasLimits, let key = try? key(of: head) else { return nil }
    return account(of: key, peer)
  }

  private func account(of key: Int?, _ peer: PeerAddress) -> RateAccount? {
    if let key { return limits[key].map { RateAccount(ring.buckets[key], $0) } }
    return control.addresses.map { RateAccount($0, peer) }
  }

  /// The index of the request's key, where it is good.
  ///
  /// A good key is let in whatever else comes from the same address, which may be that of a proxy for all.
  private func key(
    of head: borrowing RequestHead, from peer: PeerAddress, now: UInt64
  ) throws(AccessRefusal) -> Int {
    do throws(AccessRefusal) {
      return try key(of: head)
    } catch {
      guard error.reason == .badKey, let standing = control.badKeys?.take(1, of: peer, now: now), !standing.isGranted
      else { throw error }
      throw .badKeys(standing)
    }
  }

  private func key(of head: borrowing RequestHead) throws(AccessRefusal) -> Int {
    try Credentials.withKey(of: head) { key throws(AccessRefusal) in
      guard APIKey.hasForm(key) else { throw .notAKey }
      guard let index = ring.index(of: KeyHash(of: key)) else {
        throw APIKey.hasGoodChecksum(key) ? .unknownKey : .mistypedKey
      }
      // Few keys expire, so that few requests ask for the time.
      if ring.keys[index].expires != nil, ring.keys[index].hasExpired(now: time(nil)) { throw .expiredKey }
      return index
    }
  }

  /// Takes over another file of keys if one has come into force.
  private func refresh(_ keys: FileStore<KeyRing>) {
    let current = keys.generation
    if current == generation { return }
    generation = current
    ring = keys.current
    limits = ring.keys.map { $0.rate.map(\.limit) ?? control.limit }
    hasLimits = limits.contains { $0 != nil }
    slots = control.names.slots(of: ring.keys.map(\.name))
  }
}
