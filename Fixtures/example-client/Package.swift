// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "example-client",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "ktrail", path: "../..")],
  targets: [
    .executableTarget(
      name: "first-suspects",
      dependencies: ["ChangeModel", "Changelogs", "Git", "History", "Culprits"].map {
        .product(name: $0, package: "ktrail")
      })
  ]
)
