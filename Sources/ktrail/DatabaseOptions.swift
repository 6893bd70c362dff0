import ArgumentParser
import ChangeModel

/// Where OLD and NEW are looked up if they are installed packages.
struct DatabaseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look installed packages up below this root directory: the image of a container, another host's disk.",
      valueName: "dir"), completion: .directory)
  var root: String?
  @Option(
    help: ArgumentHelp(
      "Look installed packages up in this directory with a database of rpm.", valueName: "dir"),
    completion: .directory)
  var rpmDbpath: String?

  var databases: PackageDatabases { PackageDatabases(root: root, rpm: rpmDbpath) }

  /// Refuses them where nothing is looked up.
  func requireNone(_ reason: String) throws {
    for (option, value) in [("--root", root), ("--rpm-dbpath", rpmDbpath)] where value != nil {
      throw ValidationError("\(option) \(reason)")
    }
  }
}
