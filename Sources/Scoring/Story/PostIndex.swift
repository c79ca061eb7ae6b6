/// Finds the post that a new one is a copy of, among many, without comparing it with each.
///
/// A post with a similarity of at least t to one of n words lacks at most n−⌈t·n⌉ of these. So of any n−⌈t·n⌉+1 words it
/// has one, and only the posts that have one of the rarest so many are compared: none is missed.
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
  /// The posts with each of the words.
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
    for hash in sketch.hashes { byHash[hash, default: []].append(place) }
  }

  /// Removes a post, if it is there.
  public mutating func remove(_ id: String) {
    guard let place = places.removeValue(forKey: id), let post = posts.removeValue(forKey: place) else { return }
    free.append(place)
    for hash in post.sketch.hashes {
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
    for hash in probes(of: sketch) {
      for place in byHash[hash] ?? [] where seen.insert(place).inserted {
        guard let post = posts[place], Self.mayBeLike(post.sketch.leastWordCount, sketch.leastWordCount) else {
          continue
        }
        let jaccard = post.sketch.jaccard(sketch)
        guard jaccard >= PostSketch.copyFrom else { continue }
        let isBetter = best.map { (jaccard, $0.post.number) > ($0.jaccard, post.number) } ?? true
        if isBetter { best = (post, jaccard) }
      }
    }
    return best.map { ($0.post.id, $0.jaccard) }
  }

  /// The words by which a sketch is looked for: the rarest of them.
  private func probes(of sketch: PostSketch) -> ArraySlice<UInt64> {
    let count = sketch.count - Int((PostSketch.copyFrom * Double(sketch.count) - 1e-9).rounded(.up)) + 1
    // What may be like a post of which not all words are kept is told by the least hashes alone: the others may lie
    // beyond those that are kept of that post.
    if !Self.mayBeLike(sketch.leastWordCount, PostSketch.mostHashes + 1) {
      return sketch.hashes.map { (hash: $0, posts: byHash[$0]?.count ?? 0) }.sorted { $0.posts < $1.posts }
        .map(\.hash).prefix(count)
    }
    return sketch.hashes.prefix(count)
  }

  /// Whether posts of so many words at least, or exactly, are near enough in length for so great a similarity.
  private static func mayBeLike(_ first: Int, _ second: Int) -> Bool {
    Double(min(first, second)) >= PostSketch.copyFrom * Double(max(first, second)) - 1e-9
  }
}

extension PostSketch {
  /// The number of the post's different words; one more than are kept where it has more.
  fileprivate var leastWordCount: Int { isWhole ? count : Self.mostHashes + 1 }
}
