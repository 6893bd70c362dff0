import ArgumentParser
import Bisection
import ChangeModel
import FoundationEssentials
import Recipes

/// How kernels are built, installed and booted, where ktrail does that.
struct BootOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Build, boot and test kernels by this recipe: a file, or one of those that `ktrail bisect recipes` lists.",
      valueName: "recipe"), completion: .names(.recipes))
  var boot: String?
  @Option(
    help: ArgumentHelp("Set a value of the recipe; may be repeated.", valueName: "name=value"))
  var set: [String] = []
  @Option(help: "Boot kernels on this machine, by ssh; all that is kept stays here.")
  var host: String?
  @Option(
    help: ArgumentHelp(
      "Keep so many kernels that were built or fetched; default: \(BootPlan.usualKeep).",
      valueName: "count"))
  var keep: Int?
  @Flag(help: "Only show the commands of the recipe for the first kernel; run and keep nothing.")
  var dryRun = false

  func validate() throws {
    guard boot != nil else {
      if !set.isEmpty || host != nil || keep != nil || dryRun {
        throw ValidationError("--set, --host, --keep and --dry-run go with --boot.")
      }
      return
    }
    if let keep, keep < 1 { throw ValidationError("--keep is at least 1.") }
    _ = try values()
    if let host {
      let isFine =
        !host.isEmpty && host.utf8.first != UInt8(ascii: "-")
        && host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      guard isFine else { throw ValidationError("--host is a name for ssh: host or user@host.") }
    }
  }

  private func values() throws -> [String: String] {
    var values: [String: String] = [:]
    for pair in set {
      guard let sign = pair.utf8.firstIndex(of: UInt8(ascii: "=")), sign != pair.startIndex else {
        throw ValidationError("--set takes NAME=VALUE, not \"\(pair.inert())\".")
      }
      let name = String(pair[..<sign])
      guard values.updateValue(String(pair[pair.utf8.index(after: sign)...]), forKey: name) == nil
      else { throw ValidationError("--set \(name.inert()) is given twice.") }
    }
    return values
  }

  /// - Parameter configuration: to build with.
  func plan(old: String, new: String, configuration: String?) throws -> BootPlan? {
    guard let boot else { return nil }
    func absolute(_ path: String) -> String {
      path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
    let isShipped = !boot.contains("/") && ShippedRecipes[boot] != nil
    var values = try values()
    _ = try RecipeValues(of: Recipe(named: boot), given: values)
    // The commands are run elsewhere.
    for (name, value) in values
    where !value.hasPrefix("/") && FileManager.default.fileExists(atPath: value) {
      values[name] = absolute(value)
    }
    if let configuration, !FileManager.default.isReadableFile(atPath: configuration) {
      throw ValidationError("--config \(configuration.inert()) cannot be read.")
    }
    return BootPlan(
      recipe: isShipped ? boot : absolute(boot), values: values,
      configuration: configuration.map(absolute), host: host, keep: keep ?? BootPlan.usualKeep,
      old: old, new: new)
  }
}
