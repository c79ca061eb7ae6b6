// swift-tools-version: 6.2

import PackageDescription

/// The settings of Heed's own targets.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// One fuzz target: an executable whose `main` is libFuzzer's. It reads modules from within, with `@testable`.
func fuzzer(_ name: String, _ products: String...) -> Target {
  .executableTarget(
    name: name, dependencies: ["FuzzSupport"] + products.map { .product(name: $0, package: "heed") },
    swiftSettings: strict)
}

// A package of its own, as its executables link only with the sanitizers. Built and run by `scripts/fuzz`.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "heed", path: "../..")],
  targets: [
    .target(name: "FuzzSupport", swiftSettings: strict),
    fuzzer("fuzz-wire", "HTTPServer"),
    fuzzer("fuzz-chunks", "HTTPServer"),
    fuzzer("fuzz-json", "JSON"),
    fuzzer("fuzz-request", "HeedService", "JSON", "Scoring"),
    fuzzer("fuzz-policy", "HeedService", "JSON", "Scoring"),
  ],
  cxxLanguageStandard: .cxx17
)
