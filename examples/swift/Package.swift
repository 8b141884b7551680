// swift-tools-version:5.9
import PackageDescription

let package = Package(
  name: "shop-visit",
  platforms: [.macOS(.v12)],
  dependencies: [.package(name: "nearshelf", path: "../..")],
  targets: [
    .executableTarget(name: "shop-visit", dependencies: [.product(name: "Nearshelf", package: "nearshelf")])
  ]
)
