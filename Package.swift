// swift-tools-version: 6.2

import PackageDescription

/// Settings of every Swift target: language mode 6 is the tools version's default, the rest is stricter than it.
/// `HEED_WARNINGS_AS_ERRORS=1` (CI) turns each warning of the project's own targets into an error.
let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (Context.environment["HEED_WARNINGS_AS_ERRORS"] == "1" ? [.treatAllWarnings(as: .error)] : [])

/// For tests that compute little themselves: optimised they take minutes longer to build, and what they test is optimised
/// all the same.
let unoptimised: [SwiftSetting] = strict + [.unsafeFlags(["-Onone"])]

let package = Package(
  name: "heed",
  products: [
    .executable(name: "heed", targets: ["heed"]),
    .library(name: "Scoring", targets: ["Scoring"]),
    .library(name: "Queueing", targets: ["Queueing"]),
    .library(name: "Storage", targets: ["Storage"]),
    .library(name: "HTTPServer", targets: ["HTTPServer", "HTTPWire"]),
    .library(name: "JSON", targets: ["JSON"]),
    .library(name: "HeedService", targets: ["HeedService"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // The pure core: no Foundation, no I/O, no clock.
    .target(
      name: "Mathematics",
      dependencies: [.product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict),
    .target(
      name: "Scoring",
      dependencies: ["Mathematics", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict),
    .target(
      name: "Queueing",
      dependencies: ["Mathematics", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict),

    // JSON through simdjson.
    .target(
      name: "CSimdjson",
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "JSON", dependencies: ["CSimdjson"], swiftSettings: strict),

    // HTTP/1.1: the wire format without I/O, then the server around it.
    .target(name: "HTTPWire", swiftSettings: strict),
    .target(name: "CLinux"),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "HTTPServer", dependencies: ["HTTPWire", "CLinux", "COpenSSL", "CZlib"], swiftSettings: strict),

    // HTTP/1.1 from the other side: what Heed sends to others.
    .target(name: "HTTPClient", dependencies: ["COpenSSL"], swiftSettings: strict),

    // What other systems speak, without I/O: badges, hooks, dialects, what is written back.
    .target(
      name: "FrontDoors", dependencies: ["HTTPClient", "JSON", "COpenSSL"],
      swiftSettings: strict),

    // The pages that the binary serves, the contract and the mappings that come with it.
    .target(name: "CResources", exclude: ["Pages"]),

    // What must survive: SQLite through GRDB.
    .target(
      name: "Storage",
      dependencies: [
        "Queueing", "Scoring", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),

    // The service and its command line.
    .target(
      name: "HeedService",
      dependencies: [
        "Scoring", "Queueing", "Storage", "JSON", "HTTPWire", "HTTPServer", "HTTPClient", "FrontDoors",
        "COpenSSL", "CResources",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "heed",
      dependencies: [
        "HeedService", "HTTPServer", "Scoring", "Queueing", "Storage",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["COpenSSL", "CZlib"], path: "Tests/TestSupport", swiftSettings: strict),
    // Counts heap allocations, for the benchmarks too; under a name of its own, as they are a package that has this one.
    .target(name: "CTestAllocations", path: "Benchmarks/Sources/CAllocations"),
    .testTarget(name: "MathematicsTests", dependencies: ["Mathematics", "TestSupport"], swiftSettings: unoptimised),
    .testTarget(name: "QueueingTests", dependencies: ["Queueing", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "Storage", "Queueing", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(name: "ScoringTests", dependencies: ["Scoring", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: unoptimised),
    .testTarget(name: "HTTPWireTests", dependencies: ["HTTPWire", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "HTTPClientTests", dependencies: ["HTTPClient", "TestSupport"], swiftSettings: unoptimised),
    .testTarget(
      name: "FrontDoorsTests", dependencies: ["FrontDoors", "HTTPClient", "JSON", "TestSupport"],
      swiftSettings: unoptimised),
    .testTarget(
      name: "HTTPServerTests", dependencies: ["HTTPServer", "HTTPWire", "TestSupport"], swiftSettings: unoptimised),
    .testTarget(
      name: "HeedServiceTests",
      dependencies: [
        "HeedService", "Scoring", "Queueing", "Storage", "JSON", "HTTPServer", "HTTPWire", "FrontDoors",
        "HTTPClient", "TestSupport", "CTestAllocations",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["Golden"],
      swiftSettings: unoptimised),
    .testTarget(name: "HeedTests", dependencies: ["heed", "TestSupport"], swiftSettings: unoptimised),
  ],
  cxxLanguageStandard: .cxx17
)
