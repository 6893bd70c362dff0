// swift-tools-version: 6.2
import PackageDescription

let language: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Warnings are errors in CI, which sets `KTRAIL_WARNINGS_ARE_ERRORS=1`. A flag on the command line would reach the
/// dependencies as well, whose warnings are not ours to repair.
let strictness: [SwiftSetting] =
  Context.environment["KTRAIL_WARNINGS_ARE_ERRORS"] == "1" ? [.treatAllWarnings(as: .error)] : []

/// libFuzzer without its `main`, where `make fuzz` has found it. Then all targets watch their branches and comparisons
/// for it, and what only tests see can be seen in a release build.
let fuzzer = Context.environment["KTRAIL_FUZZER"]
let watching: [SwiftSetting] =
  fuzzer == nil ? [] : [.unsafeFlags(["-sanitize=fuzzer", "-enable-testing"])]

/// What `ktrail --version` names: `make build` and packagers set it. A build without it stays the same from commit to commit.
let builtFrom: [CSetting] =
  Context.environment["KTRAIL_BUILD_COMMIT"].map { commit in
    commit.isEmpty ? [] : [.define("KTRAIL_BUILD_COMMIT", to: "\"\(commit)\"")]
  } ?? []

let settings = language + strictness + watching

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

/// A stage or library: its own product, so that other programs can use it alone.
func library(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
  -> Target
{
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
  -> Target
{
  .testTarget(
    name: name + "Tests", dependencies: dependencies, resources: resources,
    swiftSettings: settings)
}

let package = Package(
  name: "ktrail",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "ktrail", targets: ["ktrail"]),
    .executable(name: "ktrail-eval", targets: ["ktrail-eval"]),
    .executable(name: "ktrail-bench", targets: ["ktrail-bench"]),
    .library(name: "ChangeModel", targets: ["ChangeModel"]),
    .library(name: "Changelogs", targets: ["Changelogs"]),
    .library(name: "Git", targets: ["Git"]),
    .library(name: "History", targets: ["History"]),
    .library(name: "Culprits", targets: ["Culprits"]),
    .library(name: "Risk", targets: ["Risk"]),
    .library(name: "Bisection", targets: ["Bisection"]),
    .library(name: "Recipes", targets: ["Recipes"]),
    .library(name: "Kbuild", targets: ["Kbuild"]),
    .library(name: "Assessment", targets: ["Assessment"]),
    .library(name: "Reports", targets: ["Reports"]),
    .library(name: "Investigation", targets: ["Investigation"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    /// Without its trait SubprocessFoundation: its adapters to `Data` are not used.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    .systemLibrary(
      name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "CBuild", cSettings: builtFrom),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    /// The floor: bytes as text, for all others. Imports nothing, is nobody's product.
    .target(name: "Text", swiftSettings: settings),
    library("ChangeModel", ["Text"]),
    library("Changelogs", ["ChangeModel", "Text", subprocess]),
    library("Git", ["ChangeModel", "Text", "CLibgit2", "CZlib"]),
    library("History", ["ChangeModel", "Git", "Text", "CSQLite"]),
    library(
      "Culprits", ["ChangeModel", "Text"],
      resources: [.embedInCode("Ranking/weights.txt"), .embedInCode("Measuring/words.txt")]),
    library(
      "Risk", ["ChangeModel", "Text"], resources: [.embedInCode("weights.txt")]),
    library("Bisection", ["ChangeModel", "Text"]),
    library(
      "Recipes", ["ChangeModel", "Text"],
      resources: ["apt", "apt-qemu", "bindeb-pkg", "binrpm-pkg", "dnf", "kexec", "qemu", "vng"].map
      {
        .embedInCode("Shipped/\($0).toml")
      }),
    library("Kbuild", ["ChangeModel", "Text"]),
    library(
      "Assessment", ["ChangeModel", "Text"], resources: [.embedInCode("TestPlan/test-plan.txt")]),
    library("Reports", ["ChangeModel", "Text", "Assessment"]),
    library(
      "Investigation",
      [
        "ChangeModel", "Changelogs", "Git", "History", "Culprits", "Risk", "Bisection", "Kbuild",
        "Recipes", "Assessment", "Reports", "Text",
        logging, subprocess,
      ]),
    /// What the programs share that is of no library: lines to a terminal, and what is measured on.
    .target(
      name: "ToolSupport", dependencies: ["ChangeModel", "Text"], swiftSettings: settings),
    .executableTarget(
      name: "ktrail",
      dependencies: [
        "Investigation", "Bisection", "Recipes", "Assessment", "Reports", "ChangeModel",
        "Changelogs",
        "Git", "History", "Kbuild", "Text", "ToolSupport", "CBuild", argumentParser, logging,
        subprocess,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "ktrail-eval",
      dependencies: [
        "Investigation", "Culprits", "Risk", "Bisection", "Kbuild", "Text", "ChangeModel",
        "Reports", "History", "Git", "ToolSupport",
        argumentParser, subprocess,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "ktrail-bench",
      dependencies: [
        "Git", "History", "ChangeModel", "Text", "ToolSupport", argumentParser, subprocess,
      ],
      swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: [subprocess], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("ChangeModel", ["ChangeModel", "TestSupport"]),
    tests("Changelogs", ["Changelogs", "ChangeModel", "TestSupport"]),
    tests("Git", ["Git", "ChangeModel", "Text", "CZlib", "TestSupport"]),
    tests("History", ["History", "Git", "ChangeModel", "Text", "TestSupport"]),
    tests("Text", ["Text", "TestSupport"]),
    tests("Culprits", ["Culprits", "ChangeModel", "Text"], resources: [.copy("Pastes")]),
    tests("Risk", ["Risk", "ChangeModel", "Text"]),
    tests("Bisection", ["Bisection", "ChangeModel", "TestSupport"]),
    tests("Recipes", ["Recipes", "ChangeModel", "Text", "TestSupport"]),
    tests("Kbuild", ["Kbuild", "ChangeModel", "TestSupport"]),
    tests("Assessment", ["Assessment", "ChangeModel"]),
    tests(
      "Reports", ["Reports", "Assessment", "ChangeModel", "TestSupport"],
      resources: [.copy("Golden")]),
    tests(
      "Investigation",
      [
        "Investigation", "Bisection", "ChangeModel", "Changelogs", "Culprits", "Git", "History",
        "Kbuild", "Recipes", "Reports", "ktrail", "TestSupport", subprocess,
      ]),
    tests(
      "Snippet",
      [
        "ChangeModel", "Changelogs", "Git", "History", "Culprits", "Risk", "Bisection", "Kbuild",
        "Recipes", "Assessment", "Reports", "Investigation", "Text", "TestSupport",
      ]),
    tests("Packaging", ["TestSupport", subprocess]),
    tests(
      "KtrailEval",
      [
        "ktrail-eval", "Investigation", "Assessment", "Culprits", "Risk", "Reports", "ChangeModel",
        "ToolSupport", "TestSupport",
      ]),
  ]
)

/// The readers as `make fuzz` and the tests feed them: a program for the one, a test target for the others.
let fuzzed: [Target.Dependency] = [
  "ChangeModel", "Changelogs", "Git", "History", "Culprits", "Bisection", "Kbuild", "Recipes",
  "Assessment", "Reports", "Investigation", "Text", "TestSupport",
]
if let fuzzer {
  package.targets.append(
    .executableTarget(
      name: "ktrail-fuzz", dependencies: fuzzed, path: "Tests/FuzzTests",
      sources: ["Targets", "Driver"], swiftSettings: settings,
      linkerSettings: [.unsafeFlags([fuzzer]), .linkedLibrary("stdc++"), .linkedLibrary("m")]))
} else {
  package.targets.append(
    .testTarget(
      name: "FuzzTests", dependencies: fuzzed, path: "Tests/FuzzTests", exclude: ["Driver"],
      swiftSettings: settings))
}
