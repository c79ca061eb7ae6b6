// swift-tools-version: 6.2

import PackageDescription

/// The settings of Heed's own targets, so that both sides of a comparison are compiled alike.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// A package of its own, so that nobody who builds Heed has to fetch its peers.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "heed", path: ".."),
    .package(url: "https://github.com/hummingbird-project/hummingbird", .upToNextMinor(from: "2.28.0")),
    .package(url: "https://github.com/swhitty/FlyingFox", .upToNextMinor(from: "0.27.0")),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    // The ceiling: what a loop in C does that reads a request and sends a prepared answer.
    .executableTarget(name: "canned-server"),

    // Heed's HTTP server alone, for suites of HTTP cases.
    .executableTarget(
      name: "echo-server",
      dependencies: [
        .product(name: "HTTPServer", package: "heed"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Load that wrk does not make: at a constant rate, and from clients that are slow or idle.
    .executableTarget(name: "open-loop"),
    .executableTarget(name: "slow-clients"),
    // Clients of a queue, Heed's or one in Redis.
    .executableTarget(name: "queue-load"),

    // Counts heap allocations.
    .target(name: "CAllocations"),

    // The core alone: time and allocations of each step of a decision. Started by `core`, since it looks into modules.
    .executableTarget(
      name: "core-benchmark",
      dependencies: [
        "CAllocations",
        .product(name: "Scoring", package: "heed"),
        .product(name: "HeedService", package: "heed"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The waiting line alone: time and memory by the number of tickets that wait.
    .executableTarget(
      name: "line-benchmark",
      dependencies: [
        "CAllocations",
        .product(name: "Queueing", package: "heed"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The store alone: durable commits, cycles of tickets, recovery of a long line.
    .executableTarget(
      name: "store-benchmark",
      dependencies: [
        .product(name: "Storage", package: "heed"),
        .product(name: "Queueing", package: "heed"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The peers: the same contract and the same scoring, with Foundation's coders.
    .target(
      name: "CodableContract",
      dependencies: [.product(name: "Scoring", package: "heed"), .product(name: "HeedService", package: "heed")],
      swiftSettings: strict),
    .executableTarget(
      name: "hummingbird-server",
      dependencies: [
        "CodableContract",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "flyingfox-server",
      dependencies: [
        "CodableContract",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
  ]
)
