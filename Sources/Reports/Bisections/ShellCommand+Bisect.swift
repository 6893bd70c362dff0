public import ChangeModel

extension ShellCommand {
  /// A command about the bisection of that name: `ktrail bisect next --name overlay`.
  public static func bisect(_ subcommand: String, of name: String) -> ShellCommand {
    named(ShellCommand("ktrail", "bisect", subcommand), name)
  }

  /// Such a command with a flag.
  public static func bisect(
    _ subcommand: String, _ flag: String, of name: String
  ) -> ShellCommand {
    named(ShellCommand("ktrail", "bisect", subcommand, flag), name)
  }

  private static func named(_ command: ShellCommand, _ name: String) -> ShellCommand {
    name == "default" ? command : command.option(.name, name)
  }
}
