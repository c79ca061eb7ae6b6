/// Finds the post that a new one is a copy of, among many, without comparing it with each.
///
/// Two sketches with a similarity of at least t have one of their first n−⌈t·n⌉+1 hashes in common, in whatever order
/// all sketches are read. So only the posts that share one of these (a fifth of all) are compared, and none is missed.
///
/// Source: prefix filtering; Bayardo, Ma and Srikant, "Scaling up all pairs similarity search" (WWW 2007).
public struct PostIndex: Sendable {
  private struct Post: Sendable {
    let id: String
    let sketch: PostSketch
    /// Rises from post to post, so that of two like ones the earlier is found.
    let number: Int
  }

  private var posts: [Int32: Post] = [:]
  private var places: [String: Int32] = [:]
  /// The posts with each of the hashes that posts are looked for by.
  private var byHash: [UInt64: [Int32]] = [:]
  private var free: [Int32] = []
  private var added = 0

  /// An index without posts.
  public init() {}

  /// The number of posts that can be found; those too short to be told from others are not among them.
  public var count: Int { posts.count }

  /// Adds a post, in the place of one with the same id. One that is too short (``PostSketch/isTelling``) is left out.
  public mutating func add(_ id: String, _ sketch: PostSketch) {
    remove(id)
    guard sketch.isTelling else { return }
    let place = free.popLast() ?? Int32(posts.count)
    posts[place] = Post(id: id, sketch: sketch, number: added)
    places[id] = place
    added += 1
    for hash in Self.prefix(of: sketch) { byHash[hash, default: []].append(place) }
  }

  /// Removes a post, if it is there.
  public mutating func remove(_ id: String) {
    guard let place = places.removeValue(forKey: id), let post = posts.removeValue(forKey: place) else { return }
    free.append(place)
    for hash in Self.prefix(of: post.sketch) {
      byHash[hash]?.removeAll { $0 == place }
      if byHash[hash]?.isEmpty == true { byHash[hash] = nil }
    }
  }

  /// The post most like a sketch, of several the one added first.
  ///
  /// - Returns: nil where none has a similarity of at least ``PostSketch/copyFrom``, or the sketch is too short.
  public func nearest(_ sketch: PostSketch) -> (id: String, jaccard: Double)? {
    guard sketch.isTelling else { return nil }
    var seen: Set<Int32> = []
    var best: (post: Post, jaccard: Double)?
    for hash in Self.prefix(of: sketch) {
      for place in byHash[hash] ?? [] where seen.insert(place).inserted {
        guard let post = posts[place], Self.mayBeLike(post.sketch, sketch) else { continue }
        let jaccard = post.sketch.jaccard(sketch)
        guard jaccard >= PostSketch.copyFrom else { continue }
        let isBetter = best.map { (jaccard, $0.post.number) > ($0.jaccard, post.number) } ?? true
        if isBetter { best = (post, jaccard) }
      }
    }
    return best.map { ($0.post.id, $0.jaccard) }
  }

  /// The hashes that a sketch is looked for by.
  private static func prefix(of sketch: PostSketch) -> ArraySlice<UInt64> {
    let count = Double(sketch.count)
    return sketch.hashes.prefix(sketch.count - Int((PostSketch.copyFrom * count - 1e-9).rounded(.up)) + 1)
  }

  /// Whether the numbers of words, where they are known, are near enough for so great a similarity.
  private static func mayBeLike(_ first: PostSketch, _ second: PostSketch) -> Bool {
    guard first.isWhole, second.isWhole else { return true }
    let (less, more) = (min(first.count, second.count), max(first.count, second.count))
    return Double(less) >= PostSketch.copyFrom * Double(more) - 1e-9
  }
}
