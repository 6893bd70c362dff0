internal import ChangeModel

/// The options of the `ktrail` command that reports speak of: nothing else in this library knows how they are spelled.
enum KtrailOption: String, CaseIterable {
  case all, arch, config, `in`, json, likely, linux, name, newest, subsystem, symptom, unlikely
  case asOf = "as-of"
  case cveData = "cve-data"
  case findFix = "find-fix"
  case packagesOnly = "packages-only"

  /// As it is written on the command line.
  var spelled: String { "--\(rawValue)" }
}

extension ShellCommand {
  func option(_ option: KtrailOption, _ value: String) -> Self {
    self.option(option.spelled, value)
  }
}
