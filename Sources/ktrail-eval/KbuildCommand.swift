import ArgumentParser
import Foundation
import Kbuild
import Text

struct KbuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kbuild",
    abstract: "Measures which modules and objects of a kernel are foretold from its configuration.",
    discussion: """
      The truth is what a distribution built: modules.order and modules.builtin of its package, and its configuration. \
      An object in the image is in modules.builtin only if its sources say MODULE_LICENSE (since 5.2), so the others \
      are not counted.

      Example:
        ktrail-eval kbuild --source linux-source-6.1 --config /boot/config-6.1.0-56-amd64 \\
          --modules-order /lib/modules/6.1.0-56-amd64/modules.order \\
          --modules-builtin /lib/modules/6.1.0-56-amd64/modules.builtin
      """)

  @Option(help: "The unpacked sources of the same version.") var source: String
  @Option(help: "The configuration of the package.") var config: String
  @Option(help: "The package's modules.order.") var modulesOrder: String
  @Option(help: "The package's modules.builtin.") var modulesBuiltin: String
  @Option(help: "The architecture, if the configuration does not say.") var arch: String?
  @Flag(help: "Print each module that is foretold wrongly.") var details = false

  func run() throws {
    let configuration = try KernelConfiguration(parsing: Self.bytes(of: config), source: config)
    guard let architecture = arch ?? configuration.architecture else {
      throw KbuildError.unknownArchitecture(source: config)
    }
    let tree = DirectoryTree(source)
    var map: BuildMap?
    let time = ContinuousClock().measure {
      map = BuildMap(of: tree, for: configuration, architecture: architecture)
    }
    guard let map else { return }
    print("\(map.modules.count) modules and \(map.builtIns.count) objects in the image in \(time)")
    print("set        known  foretold  right  precision  recall")
    compare("modules", Set(map.modules), try Self.list(modulesOrder))
    let truth = try Self.list(modulesBuiltin)
    let parts = map.parts
    let licensed = map.builtIns.filter {
      truth.contains($0) || isLicensed(parts[$0] ?? [], in: tree)
    }
    compare("builtin", Set(licensed), truth)
  }

  private func compare(_ name: String, _ foretold: Set<String>, _ truth: Set<String>) {
    let right = foretold.intersection(truth).count
    print(
      name.padded(8),
      String(
        format: "%7d %9d %6d %10.4f %7.4f", truth.count, foretold.count, right,
        Double(right) / Double(max(1, foretold.count)), Double(right) / Double(max(1, truth.count)))
    )
    guard details else { return }
    for path in foretold.subtracting(truth).sorted() { print("  wrong   \(path)") }
    for path in truth.subtracting(foretold).sorted() { print("  missed  \(path)") }
  }

  /// Whether one of the sources of an object has a module's licence.
  private func isLicensed(_ sources: [String], in tree: DirectoryTree) -> Bool {
    sources.contains { source in
      tree.contents(of: source + ".c").map {
        String(decoding: $0, as: UTF8.self).contains("MODULE_LICENSE(")
      } ?? false
    }
  }

  /// Lines of `kernel/fs/overlayfs/overlay.ko`, of which older versions have `.o` or a packed file.
  private static func list(_ path: String) throws -> Set<String> {
    let text = String(decoding: try bytes(of: path), as: UTF8.self)
    return Set(
      text.split(separator: "\n").map { line in
        var name = line.hasPrefix("kernel/") ? line.dropFirst(7) : line
        for ending in [".xz", ".zst", ".gz"] where name.hasSuffix(ending) {
          name = name.dropLast(ending.count)
        }
        return String(name.hasSuffix(".o") ? name.dropLast(2) + ".ko" : name)
      })
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}
