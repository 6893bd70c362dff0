internal import ChangeModel

/// The options of the `ktrail` command that reports speak of: nothing else in this library knows how they are spelled.
enum KtrailOption: String, CaseIterable {
  case all, arch, config, `in`, json, likely, linux, name, newest, revert, root, subsystem, symptom,
    unlikely, watch
  case noWaivers = "no-waivers"
  case asOf = "as-of"
  case cveData = "cve-data"
  case findFix = "find-fix"
  case packagesOnly = "packages-only"
  case rpmDatabase = "rpm-dbpath"

  /// As it is written on the command line.
  var spelled: String { "--\(rawValue)" }
}

extension ShellCommand {
  func option(_ option: KtrailOption, _ value: String) -> Self {
    self.option(option.spelled, value)
  }

  /// Adds both sides, and where they are looked up.
  func operands(_ first: Operand, _ second: Operand) -> Self {
    var command = self
    if let databases = first.installedIn ?? second.installedIn {
      if let root = databases.root { command = command.option(.root, root) }
      if let rpm = databases.rpm { command = command.option(.rpmDatabase, rpm) }
    }
    return command.operand(first.argument, second.argument)
  }
}
