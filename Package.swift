// swift-tools-version:5.9
import PackageDescription

// The C library: on Apple platforms what mobile/swift/build-xcframework.sh makes, elsewhere an installed one, which
// pkg-config finds.
#if canImport(Darwin)
let library = Target.binaryTarget(name: "CNearshelf", path: "mobile/swift/build/CNearshelf.xcframework")
#else
let library = Target.systemLibrary(name: "CNearshelf", path: "mobile/swift/Sources/CNearshelf", pkgConfig: "nearshelf")
#endif

let strict: [SwiftSetting] = [.enableExperimentalFeature("StrictConcurrency")]

let package = Package(
  name: "nearshelf",
  platforms: [.iOS(.v15), .macOS(.v12)],
  products: [.library(name: "Nearshelf", targets: ["Nearshelf"])],
  targets: [
    library,
    .target(
      name: "Nearshelf", dependencies: ["CNearshelf"], path: "mobile/swift/Sources/Nearshelf", swiftSettings: strict,
      // What the static library of Apple's systems leaves to them.
      linkerSettings: [
        .linkedLibrary("sqlite3", .when(platforms: [.iOS, .macOS])),
        .linkedLibrary("c++", .when(platforms: [.iOS, .macOS])),
      ]),
    // What the tests start as a process of its own, to kill it and to hold a file against it.
    .executableTarget(
      name: "nearshelf-test-child", dependencies: ["Nearshelf"], path: "mobile/swift/Tests/Child", swiftSettings: strict),
    .executableTarget(
      name: "nearshelf-bench", dependencies: ["Nearshelf", "CNearshelf"], path: "mobile/swift/bench",
      swiftSettings: strict),
    .testTarget(
      name: "NearshelfTests", dependencies: ["Nearshelf", "nearshelf-test-child"],
      path: "mobile/swift/Tests/NearshelfTests", swiftSettings: strict),
  ]
)
