import CAllocations
import Runtime

/// The places in the source that allocate while a step runs.
struct AllocationSites {
  /// A place, with how much it allocated.
  struct Site {
    var count: Int
    var bytes: Int
    /// The functions on the stack, the innermost first, each with its file and line where they are known.
    let frames: [String]
  }

  /// The places, those with the most allocations first.
  let sites: [Site]

  /// Runs a step once and notes where it allocates.
  init(of step: Step) {
    let caught = Recorder.record { _ = step.run() }
    var sites: [Site] = []
    for (size, backtrace) in caught {
      let frames = Self.frames(of: backtrace)
      if let index = sites.firstIndex(where: { $0.frames == frames }) {
        sites[index].count += 1
        sites[index].bytes += size
      } else {
        sites.append(Site(count: 1, bytes: size, frames: frames))
      }
    }
    self.sites = sites.sorted { ($0.count, $0.bytes) > ($1.count, $1.bytes) }
  }

  /// The part of a stack that tells of the step: from the allocation up to the benchmark's own frames.
  private static func frames(of backtrace: Backtrace) -> [String] {
    guard let symbolicated = backtrace.symbolicated() else { return [] }
    let all = symbolicated.frames.compactMap { frame -> String? in
      guard let symbol = frame.symbol, !frame.isSwiftThunk else { return nil }
      guard let place = symbol.sourceLocation else { return symbol.name }
      return "\(symbol.name)  \(place.path.split(separator: "/").last ?? ""):\(place.line)"
    }
    // Innermost are the hook and the allocation function; outermost is what runs the step.
    let inner = all.drop { frame in Self.machinery.contains { frame.contains($0) } }
    return Array(inner.prefix { !$0.contains("DecisionSteps.swift") })
  }

  private static let machinery = [
    "Recorder", "Backtrace", "note", "malloc", "calloc", "realloc", "memalign", "swift_slowAlloc", "swift_allocObject",
    "swift::", "_swift_",
  ]
}

/// Takes a backtrace at each allocation. The hook is a C function, so what it catches is in a global.
private enum Recorder {
  nonisolated(unsafe) private static var caught: [(size: Int, backtrace: Backtrace)] = []
  nonisolated(unsafe) private static var images: ImageMap?

  static func record(_ body: () -> Void) -> [(size: Int, backtrace: Backtrace)] {
    // Found before, since looking for the process's images reads its memory map each time.
    images = ImageMap.capture()
    caught = []
    allocations_observe { size in
      guard let backtrace = try? Backtrace.capture(limit: 40, top: 0, images: Recorder.images) else { return }
      Recorder.caught.append((Int(size), backtrace))
    }
    body()
    allocations_observe(nil)
    return caught
  }
}
