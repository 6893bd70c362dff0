import ArgumentParser

/// An example of a command, as its own help has it.
enum Example {
  /// The first one under the line `Example:` or `Examples:` of the command's discussion, or of the command above it, in one
  /// line; `nil` if neither has any.
  static func first(of asked: AskedCommand) -> String? {
    for command in asked.path.reversed() {
      if let example = all(in: command.configuration.discussion).first { return example }
    }
    return nil
  }

  /// Lines that are indented by two blanks begin an example, those by four go on with it.
  static func all(in discussion: String) -> [String] {
    let lines = discussion.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0 == "Example:" || $0 == "Examples:" }) else {
      return []
    }
    var examples: [String] = []
    for line in lines[(start + 1)...].prefix(while: { $0.hasPrefix("  ") }) {
      let text = line.drop { $0 == " " }
      let part = text.hasSuffix(" \\") ? text.dropLast(2) : text
      if line.hasPrefix("    "), let last = examples.popLast() {
        examples.append("\(last) \(part)")
      } else {
        examples.append(String(part))
      }
    }
    return examples
  }
}
