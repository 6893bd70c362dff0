import ArgumentParser
import Investigation

/// What describes the machines that the kernel is for.
struct RelevanceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The configuration of NEW, such as /boot/config-$(uname -r): what it leaves out is hardly suspect.",
      valueName: "file"), completion: .anyFile)
  var config: String?
  @Option(
    help: ArgumentHelp(
      "The configuration of OLD, to show what changed between the two.", valueName: "file"),
    completion: .anyFile)
  var oldConfig: String?
  @Option(
    help: ArgumentHelp(
      "What lsmod printed, or /proc/modules, of one host; may be repeated for several hosts.",
      discussion: """
        Or a directory with such a file for each host, in directories for groups if you like; or an inventory with a JSON \
        object a line: {"host": "web1", "group": "web", "kernel": "4.14.121", "modules": ["overlay"]}.
        """, valueName: "file"), completion: .anyFile)
  var modules: [String] = []

  func validate() throws {
    if config == nil, oldConfig != nil || !modules.isEmpty {
      throw ValidationError("--old-config and --modules go with --config.")
    }
  }

  /// - Parameter architecture: as `--arch` has it.
  func machines(_ architecture: String?) -> MachineFiles? {
    config.map {
      MachineFiles(
        configuration: $0, oldConfiguration: oldConfig, modules: modules, architecture: architecture
      )
    }
  }
}
